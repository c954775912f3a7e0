package io.oneclear.security.issuer;

import io.oneclear.message.Pan;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyAlgorithm;
import io.oneclear.security.cipher.DesKey;
import io.oneclear.security.cipher.MacPadding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key of one chip card, master or session (EMV book 2 annex A1): makes and answers application
 * cryptograms. Prints nothing of itself; for any number of threads.
 */
public final class ChipKey {

  private static final int PAN_DIGITS = 16;
  private static final int SHORT_ARPC = 4;

  private final ClearKey key;
  private final DesKey cipher;

  private ChipKey(byte[] key) {
    this.key = new ClearKey(KeyAlgorithm.DES, key);
    this.cipher = new DesKey(key);
  }

  /**
   * The card's master key, derivation option A: from the last 16 digits of PAN and sequence number.
   *
   * @param issuerKey the issuer's master key, double length
   * @param sequence field 23, two digits; 00 if the card has none
   */
  public static ChipKey master(ClearKey issuerKey, Pan pan, String sequence) {
    DesKey issuer = new DesKey(issuerKey.clear());
    String digits = "0".repeat(PAN_DIGITS) + pan.clear() + sequence;
    byte[] left = HexFormat.of().parseHex(digits.substring(digits.length() - PAN_DIGITS));
    byte[] right = left.clone();
    for (int i = 0; i < right.length; i++) {
      right[i] ^= (byte) 0xFF;
    }
    return new ChipKey(DesKey.withOddParity(join(issuer.encrypt(left), issuer.encrypt(right))));
  }

  /**
   * EMV common session key from this master key.
   *
   * @param diversifier 8 bytes: the transaction counter (9F36) and six zero bytes
   */
  public ChipKey session(byte[] diversifier) {
    byte[] left = diversifier.clone();
    byte[] right = diversifier.clone();
    left[2] = (byte) 0xF0;
    right[2] = 0x0F;
    return new ChipKey(DesKey.withOddParity(join(cipher.encrypt(left), cipher.encrypt(right))));
  }

  /** Application cryptogram: X9.19 over the card's data, 8 bytes. */
  public byte[] cryptogram(byte[] data, MacPadding padding) {
    return cipher.retailMac(padding.pad(data));
  }

  /**
   * Answer cryptogram, method 1: the request's, XORed with the answer code (2 bytes), encrypted.
   */
  public byte[] answer(byte[] arqc, byte[] answerCode) {
    byte[] block = arqc.clone();
    block[0] ^= answerCode[0];
    block[1] ^= answerCode[1];
    return cipher.encrypt(block);
  }

  /** Answer cryptogram, method 2: 4 bytes of MAC over cryptogram, card status update and data. */
  public byte[] answerWithStatus(byte[] arqc, byte[] statusUpdate, byte[] proprietary) {
    byte[] data = join(join(arqc, statusUpdate), proprietary);
    byte[] mac = cipher.retailMac(MacPadding.ONE_THEN_ZEROS.pad(data));
    return Arrays.copyOf(mac, SHORT_ARPC);
  }

  /** Check value, 4 bytes. */
  public byte[] kcv() {
    return key.kcv();
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  @Override
  public String toString() {
    return "ChipKey[****]";
  }
}
