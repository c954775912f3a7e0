/**
 * Keys made ready: block ciphers with prepared schedules, MACs and paddings over them. Platform
 * ciphers for DES, triple DES and AES; Bouncy Castle for SM4 and CMAC.
 *
 * <p>Called only by the other packages of the security room. Keys here are raw bytes; nothing in
 * this package prints them. Every key may be used by any number of threads.
 */
package io.oneclear.security.cipher;
