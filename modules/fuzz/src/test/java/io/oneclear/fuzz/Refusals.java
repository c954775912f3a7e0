package io.oneclear.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every refusal has to be, whoever refuses. */
public final class Refusals {

  private static final Pattern NUMBERS = Pattern.compile("\\d{13,}");

  private Refusals() {}

  /** One line, and no card number in it. */
  public static void areClear(Throwable refusal) {
    areClear(refusal.getMessage());
  }

  public static void areClear(String text) {
    assertThat(text).isNotBlank();
    assertThat(text.lines().count()).as("lines of: %s", text).isEqualTo(1);
    assertThat(hasCardNumber(text)).as("a card number is in: %s", text).isFalse();
  }

  /** True if some 13 to 19 digits of a longer or equally long run are a card number. */
  public static boolean hasCardNumber(String text) {
    Matcher runs = NUMBERS.matcher(text);
    while (runs.find()) {
      String run = runs.group();
      for (int length = 13; length <= Math.min(19, run.length()); length++) {
        for (int from = 0; from + length <= run.length(); from++) {
          if (run.charAt(from) != '0' && luhn(run.substring(from, from + length))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
      int counted = i % 2 == 0 ? digit : 2 * digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }
}
