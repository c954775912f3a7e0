package io.oneclear.switching.journal;

/** Kinds of journalled transactions. */
public enum TransactionKind {
  BALANCE_INQUIRY,
  PURCHASE,
  VOID,
  REFUND;

  /** True if a missing answer is undone by a reversal (UnionPay terminal rules). */
  public boolean reversible() {
    return this == PURCHASE || this == VOID;
  }
}
