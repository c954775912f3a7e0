package io.oneclear.merchant;

/** When a business date is paid. */
public enum SettlementCycle {
  /** The next working day. */
  T1,
  /** The next calendar day. */
  D1
}
