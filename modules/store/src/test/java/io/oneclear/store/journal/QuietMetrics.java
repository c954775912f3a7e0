package io.oneclear.store.journal;

/** Says nothing; tests say what they want to hear. */
class QuietMetrics implements JournalMetrics {

  @Override
  public void committed(int operations, long longestWaitNanos, long commitNanos) {}

  @Override
  public void queueDepth(int waiting) {}

  @Override
  public void refusedForOverload() {}

  @Override
  public void groupSplit(int operations) {}

  @Override
  public void expired() {}

  @Override
  public void commitInDoubt(boolean committed) {}
}
