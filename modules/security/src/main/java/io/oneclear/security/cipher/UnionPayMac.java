package io.oneclear.security.cipher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The ECB MAC of the UnionPay terminal rules: all 8-byte blocks of the zero-padded data XORed into
 * one; that as 16 upper-case hex characters; characters 1-8 encrypted, XORed with characters 9-16,
 * encrypted again; the first 8 hex characters of the result.
 */
public final class UnionPayMac {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UnionPayMac() {}

  /** 8 ASCII hex characters, as they stand in field 64. */
  public static byte[] of(DesKey key, byte[] data) {
    byte[] folded = new byte[DesKey.BLOCK];
    for (int i = 0; i < data.length; i++) {
      folded[i % DesKey.BLOCK] ^= data[i];
    }
    byte[] characters = ascii(folded);
    byte[] first = key.encrypt(Arrays.copyOf(characters, DesKey.BLOCK));
    for (int i = 0; i < DesKey.BLOCK; i++) {
      first[i] ^= characters[DesKey.BLOCK + i];
    }
    return Arrays.copyOf(ascii(key.encrypt(first)), DesKey.BLOCK);
  }

  private static byte[] ascii(byte[] block) {
    return HEX.formatHex(block).getBytes(StandardCharsets.US_ASCII);
  }
}
