package io.oneclear.message.pos;

import io.oneclear.message.ByteRange;
import java.util.Arrays;

/**
 * An answer on its way out: complete but for its MAC, if its type carries one. Becomes a frame
 * once: what {@link #withMac} gives is the answer's own bytes.
 */
public final class EncodedAnswer {

  private static final int MAC_LENGTH = 8;

  /** Bit 64 is the last bit of the bitmap, which follows the two bytes of the type. */
  private static final int BITMAP_END = 2 + 8 - 1;

  private final byte[] frame;
  private final int body;
  private final boolean needsMac;

  /**
   * @param frame with field 64, if any, as eight zero bytes at the end; not copied
   * @param body where the message type begins
   */
  EncodedAnswer(byte[] frame, int body, boolean needsMac) {
    this.frame = frame;
    this.body = body;
    this.needsMac = needsMac;
  }

  /** True if an answer of this type carries field 64 (transactions and reversals do). */
  public boolean needsMac() {
    return needsMac;
  }

  /**
   * The bytes to make the MAC over: type to field 63, with bit 64 set.
   *
   * @throws IllegalStateException if this type carries no MAC
   */
  public ByteRange underMac() {
    checkMac();
    return new ByteRange(frame, body, frame.length - MAC_LENGTH);
  }

  /** A copy of {@link #underMac}. */
  public byte[] macData() {
    return Arrays.copyOfRange(frame, body, underMac().to());
  }

  /**
   * The frame with this field 64, written into it.
   *
   * @param mac 8 bytes
   * @throws IllegalStateException if this type carries no MAC
   */
  public byte[] withMac(byte[] mac) {
    checkMac();
    if (mac.length != MAC_LENGTH) {
      throw new IllegalArgumentException("field 64 is " + MAC_LENGTH + " bytes");
    }
    System.arraycopy(mac, 0, frame, frame.length - MAC_LENGTH, MAC_LENGTH);
    return frame;
  }

  /** The frame without field 64: types that carry none, and declines where no key can be used. */
  public byte[] withoutMac() {
    if (!needsMac) {
      return frame;
    }
    byte[] bare = Arrays.copyOf(frame, frame.length - MAC_LENGTH);
    bare[body + BITMAP_END] &= (byte) 0xFE;
    return bare;
  }

  private void checkMac() {
    if (!needsMac) {
      throw new IllegalStateException("an answer of this type carries no MAC");
    }
  }
}
