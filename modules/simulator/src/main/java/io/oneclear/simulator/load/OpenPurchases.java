package io.oneclear.simulator.load;

import java.util.function.LongPredicate;

/** The numbers of the purchases that have left and are not answered yet: a bit for each. */
final class OpenPurchases {

  private final long[] bits;
  private final long mask;
  private long oldest;
  private long next;
  private int size;

  /**
   * @param window the oldest open purchase and the newest are never further apart
   */
  OpenPurchases(long window) {
    int words = Math.toIntExact(Math.ceilDiv(window, Long.SIZE));
    this.bits = new long[Math.max(1, Integer.highestOneBit(Math.max(1, words - 1)) << 1)];
    this.mask = (long) bits.length * Long.SIZE - 1;
  }

  /** The oldest open one, or the one after the newest if none is open. */
  long oldest() {
    while (oldest < next && !isOpen(oldest)) {
      oldest++;
    }
    return oldest;
  }

  int size() {
    return size;
  }

  /** False if the window is full. Numbers ascend; those left out are never open. */
  boolean open(long purchase) {
    if (purchase - oldest() > mask) {
      return false;
    }
    next = purchase + 1;
    bits[word(purchase)] |= 1L << purchase;
    size++;
    return true;
  }

  /** False if it is not open (any more). */
  boolean close(long purchase) {
    if (purchase < oldest || purchase >= next || !isOpen(purchase)) {
      return false;
    }
    bits[word(purchase)] &= ~(1L << purchase);
    size--;
    return true;
  }

  /** Closes the oldest ones for as long as {@code expired} says so. */
  void closeWhile(LongPredicate expired) {
    while (oldest() < next && expired.test(oldest)) {
      close(oldest);
    }
  }

  private boolean isOpen(long purchase) {
    return (bits[word(purchase)] & 1L << purchase) != 0;
  }

  private int word(long purchase) {
    return (int) ((purchase & mask) / Long.SIZE);
  }
}
