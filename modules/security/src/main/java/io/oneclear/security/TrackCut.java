package io.oneclear.security;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Which part of a packed track is encrypted: the 8 bytes that end one byte before the last byte.
 */
final class TrackCut {

  private static final int LENGTH = 8;

  private TrackCut() {}

  static byte[] of(byte[] packed) {
    return Arrays.copyOfRange(packed, offset(packed), offset(packed) + LENGTH);
  }

  static byte[] replace(byte[] packed, UnaryOperator<byte[]> change) {
    byte[] changed = packed.clone();
    System.arraycopy(change.apply(of(packed)), 0, changed, offset(packed), LENGTH);
    return changed;
  }

  private static int offset(byte[] packed) {
    if (packed.length < LENGTH + 1) {
      throw new IllegalArgumentException("a packed track has at least 9 bytes");
    }
    return packed.length - 1 - LENGTH;
  }
}
