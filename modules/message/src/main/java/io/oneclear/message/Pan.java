package io.oneclear.message;

import io.oneclear.message.text.Digits;

/**
 * A primary account number (field 2): 8 to 19 digits. Prints masked, first six and last four.
 *
 * <p>Schemes issue 13 to 19 digits; shorter numbers occur on test cards and are refused by routing,
 * not here. Refuses anything but digits with {@link IllegalArgumentException} that does not repeat
 * the content.
 */
public final class Pan {

  private final String digits;

  public Pan(String digits) {
    if (!Digits.areDigits(digits, 8, 19)) {
      throw new IllegalArgumentException("a PAN is 8 to 19 digits");
    }
    this.digits = digits;
  }

  /** The number in clear. Never for logs, exceptions or files. */
  public String clear() {
    return digits;
  }

  public int length() {
    return digits.length();
  }

  /** First six digits, stars, last four; a number too short for that shows its last two only. */
  public String masked() {
    int length = digits.length();
    return length < 13
        ? "*".repeat(length - 2) + digits.substring(length - 2)
        : digits.substring(0, 6) + "*".repeat(length - 10) + digits.substring(length - 4);
  }

  /** The 12 digits left of the check digit, as PIN block format 0 needs them. */
  public String pinBlockDigits() {
    String padded = "0".repeat(Math.max(0, 13 - digits.length())) + digits;
    return padded.substring(padded.length() - 13, padded.length() - 1);
  }

  /** True if the last digit is the Luhn check digit of the others (ISO/IEC 7812-1 annex B). */
  public boolean luhnValid() {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      if (i % 2 == 1) {
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
    }
    return sum % 10 == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pan pan && digits.equals(pan.digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  @Override
  public String toString() {
    return masked();
  }
}
