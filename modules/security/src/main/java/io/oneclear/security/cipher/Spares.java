package io.oneclear.security.cipher;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * A few idle instances of something that is expensive to make and good for one thread at a time. As
 * many are kept as were ever in use at once, at most {@value #SLOTS}; nobody waits.
 */
public final class Spares<T> {

  private static final int SLOTS = 8;

  private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);
  private final Supplier<T> maker;

  public Spares(Supplier<T> maker) {
    this.maker = maker;
  }

  /** An instance that is the caller's until it is given back; one that failed is not given back. */
  public T take() {
    int start = start();
    for (int i = 0; i < SLOTS; i++) {
      int slot = (start + i) % SLOTS;
      T spare = slots.get(slot);
      if (spare != null && slots.compareAndSet(slot, spare, null)) {
        return spare;
      }
    }
    return maker.get();
  }

  public void giveBack(T instance) {
    int start = start();
    for (int i = 0; i < SLOTS; i++) {
      if (slots.compareAndSet((start + i) % SLOTS, null, instance)) {
        return;
      }
    }
  }

  /** Threads begin their search at different places, so that they seldom meet. */
  private static int start() {
    return (int) (Thread.currentThread().threadId() % SLOTS);
  }
}
