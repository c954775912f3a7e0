package io.oneclear.message.jpos;

import java.util.Arrays;
import org.jpos.iso.ISOException;

/** A place in the bytes of a message. Never reads or allocates past their end. */
public final class WireReader {

  private final byte[] bytes;
  private int position;

  public WireReader(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return bytes.length - position;
  }

  /** Steps over {@code count} bytes and returns where they begin in {@link #array()}. */
  int skip(int count) throws ISOException {
    if (count > bytes.length - position) {
      throw new ISOException(
          "needs " + count + " bytes, the message has " + (bytes.length - position) + " left");
    }
    int start = position;
    position += count;
    return start;
  }

  byte[] take(int count) throws ISOException {
    int start = skip(count);
    return Arrays.copyOfRange(bytes, start, start + count);
  }

  /** Eight bytes, the most significant first. */
  public long int64() throws ISOException {
    int start = skip(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (bytes[start + i] & 0xFF);
    }
    return value;
  }

  byte[] array() {
    return bytes;
  }
}
