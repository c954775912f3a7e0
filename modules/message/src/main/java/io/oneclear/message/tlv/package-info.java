/**
 * BER-TLV as chip data (field 55) and parameter downloads use it: {@link
 * io.oneclear.message.tlv.TlvList}.
 */
package io.oneclear.message.tlv;
