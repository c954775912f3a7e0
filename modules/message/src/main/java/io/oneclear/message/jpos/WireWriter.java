package io.oneclear.message.jpos;

import java.util.Arrays;

/** The bytes of a message being written. */
public final class WireWriter {

  private byte[] bytes;
  private int size;

  public WireWriter(int expected) {
    bytes = new byte[expected];
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public void write(byte[] source) {
    int start = grow(source.length);
    System.arraycopy(source, 0, bytes, start, source.length);
  }

  public void write(int octet) {
    bytes[grow(1)] = (byte) octet;
  }

  /** Eight bytes, the most significant first. */
  public void int64(long value) {
    int start = grow(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[start + i] = (byte) (value >>> (56 - 8 * i));
    }
  }

  /** Adds {@code count} zero bytes and returns where they begin, to be filled with {@link #put}. */
  int grow(int count) {
    int start = size;
    size += count;
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
    }
    return start;
  }

  void put(int index, int octet) {
    bytes[index] = (byte) octet;
  }
}
