package io.oneclear.store.journal;

/** What the journal tells about itself. Called from its writers: must not block. */
public interface JournalMetrics {

  JournalMetrics NONE =
      new JournalMetrics() {
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
      };

  /**
   * A unit of work is durable.
   *
   * @param longestWaitNanos from the arrival of its oldest operation to the commit
   * @param commitNanos what COMMIT alone took
   */
  void committed(int operations, long longestWaitNanos, long commitNanos);

  /** Operations waiting for a writer after it took its group. */
  void queueDepth(int waiting);

  /** An operation was refused because the queue was full. */
  void refusedForOverload();

  /** A group failed and its operations were run one by one. */
  void groupSplit(int operations);

  /** An operation was given up at its deadline. */
  void expired();

  /** The connection broke during a commit; what became of it was found out. */
  void commitInDoubt(boolean committed);

  /** This node's life was taken over by another: nothing can be written until the next begins. */
  default void lifeLost() {}

  /** This node has undone what a dead one left. */
  default void tookOver(int undecided) {}
}
