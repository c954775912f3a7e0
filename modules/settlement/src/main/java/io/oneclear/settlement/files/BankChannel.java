package io.oneclear.settlement.files;

/** In which form a payout goes to the bank. One payout goes in exactly one form. */
public enum BankChannel {
  /** ISO 20022 {@code pain.001.001.09}. */
  PAIN_001,
  /** The bank's batch text. */
  BATCH_TEXT
}
