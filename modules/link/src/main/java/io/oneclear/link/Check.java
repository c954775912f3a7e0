package io.oneclear.link;

import java.time.Duration;

/** Says plainly which setting is wrong, what it is and what is allowed. */
public final class Check {

  private Check() {}

  public static void range(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + ": " + value + " is not allowed; from " + least + " to " + most);
    }
  }

  public static void range(String key, Duration value, Duration least, Duration most) {
    if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key + ": " + value + " is not allowed; from " + least + " to " + most);
    }
  }

  public static void text(String key, String value, int least, int most) {
    if (value == null || value.length() < least || value.length() > most) {
      throw new IllegalArgumentException(
          key + ": '" + value + "' is not allowed; " + least + " to " + most + " characters");
    }
  }

  public static void digits(String key, String value, int most) {
    text(key, value, 1, most);
    if (!value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(key + ": '" + value + "' is not allowed; digits only");
    }
  }
}
