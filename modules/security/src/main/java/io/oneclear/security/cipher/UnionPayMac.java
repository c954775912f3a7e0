package io.oneclear.security.cipher;

import io.oneclear.message.ByteRange;

/**
 * The ECB MAC of the UnionPay terminal rules: all 8-byte blocks of the zero-padded data XORed into
 * one; that as 16 upper-case hex characters; characters 1-8 encrypted, XORed with characters 9-16,
 * encrypted again; the first 8 hex characters of the result.
 */
public final class UnionPayMac {

  private UnionPayMac() {}

  public static byte[] of(DesKey key, byte[] data) {
    return of(key, ByteRange.of(data));
  }

  /** 8 ASCII hex characters, as they stand in field 64. */
  public static byte[] of(DesKey key, ByteRange data) {
    byte[] folded = new byte[DesKey.BLOCK];
    for (int i = 0; i < data.length(); i++) {
      folded[i % DesKey.BLOCK] ^= data.array()[data.from() + i];
    }
    byte[] characters = HexCharacters.of(folded, DesKey.BLOCK);
    key.encryptFirst(characters);
    for (int i = 0; i < DesKey.BLOCK; i++) {
      characters[i] ^= characters[DesKey.BLOCK + i];
    }
    key.encryptFirst(characters);
    return HexCharacters.of(characters, DesKey.BLOCK / 2);
  }
}
