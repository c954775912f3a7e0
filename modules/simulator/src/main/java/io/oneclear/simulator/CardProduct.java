package io.oneclear.simulator;

import java.util.Locale;

/** What kind of card it is, as {@code cards.csv} names it and as interchange fees depend on it. */
public enum CardProduct {
  DEBIT,
  CREDIT,
  FOREIGN;

  /** From the {@code product} column of {@code cards.csv}, in any case. */
  public static CardProduct of(String text) {
    try {
      return valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("card product: none of DEBIT, CREDIT, FOREIGN", e);
    }
  }
}
