package io.oneclear.security.cipher;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** How a MAC's input is brought to whole blocks of 8 bytes (ISO 9797-1). */
public enum MacPadding {
  /** Method 1: zeros, only when needed; an empty input is one block of zeros. */
  ZEROS,
  /** Method 2: 80, then zeros; always. EMV's padding. */
  ONE_THEN_ZEROS,
  /** Method 3: a block with the length in bits first, then the data with zeros. */
  LENGTH_FIRST;

  public byte[] pad(byte[] data) {
    return switch (this) {
      case ZEROS ->
          data.length % DesKey.BLOCK == 0 && data.length > 0
              ? data
              : Arrays.copyOf(data, Math.max(DesKey.BLOCK, roundUp(data.length)));
      case ONE_THEN_ZEROS -> {
        byte[] padded = Arrays.copyOf(data, roundUp(data.length + 1));
        padded[data.length] = (byte) 0x80;
        yield padded;
      }
      case LENGTH_FIRST ->
          ByteBuffer.allocate(DesKey.BLOCK + roundUp(data.length))
              .putLong(data.length * 8L)
              .put(data)
              .array();
    };
  }

  private static int roundUp(int length) {
    return (length + DesKey.BLOCK - 1) / DesKey.BLOCK * DesKey.BLOCK;
  }
}
