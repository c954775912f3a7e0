package io.oneclear.security;

import io.oneclear.security.cipher.AesKey;
import io.oneclear.security.cipher.BlockKey;
import io.oneclear.security.cipher.DesKey;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A key in clear: what terminals, schemes and key ceremonies hold, never the switch. Prints its
 * kind and length only.
 */
public final class ClearKey {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int KCV_LENGTH = 4;

  private final KeyAlgorithm algorithm;
  private final byte[] bytes;

  /** Refuses lengths the algorithm does not have with {@link IllegalArgumentException}. */
  public ClearKey(KeyAlgorithm algorithm, byte[] bytes) {
    boolean fits =
        switch (algorithm) {
          case DES -> bytes.length == 8 || bytes.length == 16 || bytes.length == 24;
          case AES -> bytes.length == 16 || bytes.length == 24 || bytes.length == 32;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "a key of " + bytes.length + " bytes is no " + algorithm + " key");
    }
    this.algorithm = algorithm;
    this.bytes = bytes.clone();
  }

  /** A DES or triple-DES key from 16, 32 or 48 hex digits. */
  public static ClearKey des(String hex) {
    return new ClearKey(KeyAlgorithm.DES, parse(hex));
  }

  /** An AES key from 32, 48 or 64 hex digits. */
  public static ClearKey aes(String hex) {
    return new ClearKey(KeyAlgorithm.AES, parse(hex));
  }

  /**
   * A fresh DES key with odd parity; the 8-byte parts differ, so that a double-length key is not a
   * single-length one in disguise.
   *
   * @param length 8, 16 or 24 bytes
   */
  public static ClearKey randomDes(int length, RandomGenerator random) {
    byte[] drawn = new byte[length];
    byte[] key;
    do {
      random.nextBytes(drawn);
      key = DesKey.withOddParity(drawn);
    } while (degenerate(key));
    return new ClearKey(KeyAlgorithm.DES, key);
  }

  /** A fresh AES key. */
  public static ClearKey randomAes(int length, RandomGenerator random) {
    byte[] key = new byte[length];
    random.nextBytes(key);
    return new ClearKey(KeyAlgorithm.AES, key);
  }

  /** The key itself. Never for logs or exceptions. */
  public byte[] clear() {
    return bytes.clone();
  }

  public KeyAlgorithm algorithm() {
    return algorithm;
  }

  /** In bytes. */
  public int length() {
    return bytes.length;
  }

  /** Key check value: first 4 bytes of a block of zeros under this key. */
  public byte[] kcv() {
    BlockKey key = ready();
    return Arrays.copyOf(key.encrypt(new byte[key.blockSize()]), KCV_LENGTH);
  }

  BlockKey ready() {
    return switch (algorithm) {
      case DES -> new DesKey(bytes);
      case AES -> new AesKey(bytes);
    };
  }

  /** This key as DES key; refuses an AES key with {@link IllegalArgumentException}. */
  DesKey readyDes() {
    return switch (algorithm) {
      case DES -> new DesKey(bytes);
      case AES -> throw new IllegalArgumentException("a DES key is needed, this one is AES");
    };
  }

  private static boolean degenerate(byte[] key) {
    for (int part = 8; part < key.length; part += 8) {
      if (Arrays.equals(key, part - 8, part, key, part, part + 8)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] parse(String hex) {
    try {
      return HEX.parseHex(hex);
    } catch (IllegalArgumentException _) {
      // The cause would repeat characters of the key.
      throw new IllegalArgumentException("a key is written in hexadecimal digits");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClearKey key
        && algorithm == key.algorithm
        && MessageDigest.isEqual(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "ClearKey[" + algorithm + " " + bytes.length + " bytes]";
  }
}
