package io.oneclear.merchant;

/** Life cycle of a merchant. Only {@link #LIVE} may trade; settlement still pays a closed one. */
public enum MerchantState {
  APPLIED,
  IN_REVIEW,
  AGREED,
  LIVE,
  SUSPENDED,
  CLOSED
}
