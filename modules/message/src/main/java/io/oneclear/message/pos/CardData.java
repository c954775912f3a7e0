package io.oneclear.message.pos;

import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.Track2;

/**
 * The card as the terminal read it. Optional parts are null.
 *
 * @param pan field 2, or the PAN of track 2
 * @param expiry field 14 YYMM, or from track 2; null if neither
 * @param entryMode field 22, three digits
 * @param sequence field 23, three digits; null if absent
 * @param track2 field 35; null if absent
 * @param icc field 55, BER-TLV; null if absent
 * @param pin field 52 (or the SM4 block of field 63); null without PIN
 * @param securityControl field 53, 16 digits; null if absent
 */
public record CardData(
    Pan pan,
    String expiry,
    String entryMode,
    String sequence,
    Track2 track2,
    byte[] icc,
    PinBlock pin,
    String securityControl) {

  @Override
  public String toString() {
    return "CardData[" + pan + ", entry " + entryMode + (pin == null ? "]" : ", PIN]");
  }
}
