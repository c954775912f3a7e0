package io.oneclear.message.tlv;

import java.util.HexFormat;

/**
 * One data object.
 *
 * @param tag the tag's bytes as a number: {@code 0x9F26}
 * @param lengthBytes how many bytes its length takes on the wire; more than needed does occur
 * @param value its bytes; may be card data, so {@link #toString()} gives their number only
 */
public record Tlv(int tag, int lengthBytes, byte[] value) {

  private static final int MOST = 0xFFFF;

  public Tlv {
    if (lengthBytes < bytesFor(value.length) || lengthBytes > 3) {
      throw new IllegalArgumentException("a length of " + value.length + " takes other bytes");
    }
  }

  /**
   * A data object with the shortest length.
   *
   * @throws IllegalArgumentException if the value is longer than 65,535 bytes
   */
  public static Tlv of(int tag, byte[] value) {
    if (value.length > MOST) {
      throw new IllegalArgumentException("a value is at most " + MOST + " bytes");
    }
    return new Tlv(tag, bytesFor(value.length), value);
  }

  private static int bytesFor(int length) {
    if (length < 0x80) {
      return 1;
    }
    return length <= 0xFF ? 2 : 3;
  }

  /** The tag in hexadecimal: {@code 9F26}. */
  public String tagHex() {
    String digits = HexFormat.of().withUpperCase().toHexDigits(tag);
    int start = 0;
    while (start < digits.length() - 2 && digits.startsWith("00", start)) {
      start += 2;
    }
    return digits.substring(start);
  }

  @Override
  public String toString() {
    return "Tlv[" + tagHex() + ", " + value.length + " bytes]";
  }
}
