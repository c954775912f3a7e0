package io.oneclear.security.cipher;

import java.nio.charset.StandardCharsets;

/** Upper-case hex characters as bytes, as MACs stand in messages. */
public final class HexCharacters {

  private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private HexCharacters() {}

  /** Two characters for each of the first {@code count} bytes. */
  public static byte[] of(byte[] bytes, int count) {
    byte[] characters = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      characters[2 * i] = DIGITS[bytes[i] >> 4 & 15];
      characters[2 * i + 1] = DIGITS[bytes[i] & 15];
    }
    return characters;
  }
}
