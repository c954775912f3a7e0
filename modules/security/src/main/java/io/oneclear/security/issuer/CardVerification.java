package io.oneclear.security.issuer;

import io.oneclear.message.Pan;
import io.oneclear.security.ClearKey;
import io.oneclear.security.cipher.DesKey;
import java.util.HexFormat;

/** Card verification values (CVV, CVN) under one key pair. For any number of threads. */
public final class CardVerification {

  private static final int INPUT_DIGITS = 32;
  private static final int VALUE_DIGITS = 3;

  private final DesKey pair;

  /** The two verification keys, A then B, as one double-length key. */
  public CardVerification(ClearKey pair) {
    if (pair.length() != 16) {
      throw new IllegalArgumentException("a card verification key pair has 16 bytes");
    }
    this.pair = new DesKey(pair.clear());
  }

  /** Three digits; {@code expiry} YYMM or MMYY as the scheme has it, {@code serviceCode} n3. */
  public String value(Pan pan, String expiry, String serviceCode) {
    String digits = pan.clear() + expiry + serviceCode;
    String padded = digits + "0".repeat(INPUT_DIGITS - digits.length());
    String mac = HexFormat.of().formatHex(pair.retailMac(HexFormat.of().parseHex(padded)));
    StringBuilder value = new StringBuilder();
    mac.chars().filter(c -> c <= '9').forEach(c -> value.append((char) c));
    mac.chars().filter(c -> c > '9').forEach(c -> value.append((char) (c - 'a' + '0')));
    return value.substring(0, VALUE_DIGITS);
  }

  @Override
  public String toString() {
    return "CardVerification[****]";
  }
}
