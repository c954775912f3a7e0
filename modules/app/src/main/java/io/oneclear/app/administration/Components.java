package io.oneclear.app.administration;

import io.oneclear.app.output.CommandFailure;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyAlgorithm;
import java.util.Arrays;
import java.util.List;

/**
 * A DES key put together from the parts its custodians hold, by XOR: nobody who knows one part
 * knows anything of the key.
 */
public final class Components {

  private static final int BLOCK = 8;

  /** The lowest bit of a DES key's byte is parity and no part of the key. */
  private static final int KEY_BITS = 0xFE;

  private Components() {}

  /**
   * @param parts at least two of the same length, as a key of DES has
   */
  public static ClearKey combine(List<byte[]> parts) {
    byte[] key = new byte[parts.getFirst().length];
    for (int number = 0; number < parts.size(); number++) {
      byte[] part = parts.get(number);
      if (part.length != key.length) {
        throw new CommandFailure("the components of a key are of one length");
      }
      if (zero(part)) {
        throw new CommandFailure(
            "component %d is zero: the others alone would be the key".formatted(number + 1));
      }
      for (int i = 0; i < key.length; i++) {
        key[i] ^= part[i];
      }
    }
    try {
      return usable(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static ClearKey usable(byte[] key) {
    if (zero(key)) {
      throw new CommandFailure("the components cancel each other out: the key would be zero");
    }
    for (int at = BLOCK; at < key.length; at += BLOCK) {
      if (sameKey(key, at - BLOCK, at)) {
        throw new CommandFailure(
            "the halves of the key are the same: it would protect no better than single DES");
      }
    }
    return new ClearKey(KeyAlgorithm.DES, key);
  }

  private static boolean sameKey(byte[] key, int one, int other) {
    int difference = 0;
    for (int i = 0; i < BLOCK; i++) {
      difference |= (key[one + i] ^ key[other + i]) & KEY_BITS;
    }
    return difference == 0;
  }

  /** True if nothing but parity is set. */
  static boolean zero(byte[] part) {
    int bits = 0;
    for (byte b : part) {
      bits |= b & KEY_BITS;
    }
    return bits == 0;
  }
}
