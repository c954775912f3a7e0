package io.oneclear.simulator.scheme.rule;

/** What rules look at of a message. */
public interface Subject {

  /** The message type without its repeat digit. */
  String type();

  /** A field; empty if absent. */
  String text(int field);

  boolean panStartsWith(String prefix);

  /** True for the messages that magic amounts apply to. */
  boolean isPurchase();

  /** The amount. */
  long fen();
}
