package io.oneclear.merchant;

/** What a fee depends on: whose card, and debit or credit. */
public enum CardProduct {
  DEBIT,
  CREDIT,
  FOREIGN
}
