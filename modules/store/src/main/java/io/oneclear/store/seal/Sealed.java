package io.oneclear.store.seal;

import java.util.Arrays;

/**
 * What a row's content comes to under the key.
 *
 * @param seal 16 bytes, kept in the row
 * @param weight what the row adds to the sum of all
 */
public record Sealed(byte[] seal, Weight weight) {

  public static final int LENGTH = 16;

  static Sealed of(byte[] mac) {
    return new Sealed(Arrays.copyOf(mac, LENGTH), Weight.of(mac, LENGTH));
  }
}
