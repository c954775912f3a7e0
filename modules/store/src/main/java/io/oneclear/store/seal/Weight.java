package io.oneclear.store.seal;

import java.nio.ByteBuffer;

/** A number modulo 2^128. Nobody without the key knows that of a row, or finds rows of a sum. */
public record Weight(long high, long low) {

  public static final Weight ZERO = new Weight(0, 0);
  public static final int LENGTH = 16;

  /** From 16 bytes, the most significant first. */
  public static Weight of(byte[] bytes, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, LENGTH);
    return new Weight(buffer.getLong(), buffer.getLong());
  }

  public Weight plus(Weight other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Weight(high + other.high + carry, sum);
  }

  public Weight minus(Weight other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new Weight(high - other.high - borrow, low - other.low);
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }
}
