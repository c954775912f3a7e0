package io.oneclear.simulator.scheme;

import java.util.Locale;

/** What a message did to the cardholder's account: the last column of {@code scheme.csv}. */
enum Effect {
  DEBIT,
  CREDIT,
  HOLD,
  RELEASE,
  NONE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Effect ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
