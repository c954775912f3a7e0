package io.oneclear.app.config;

import java.util.regex.Pattern;

/** A setting the program cannot start with. The message is one line for the person who set it. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{13,}");

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A file cannot be used.
   *
   * @param why may repeat what stands in the file; of a number that could be a card's only the
   *     first six digits are shown
   */
  static ConfigException in(Object file, String why, Throwable cause) {
    String shown =
        LONG_NUMBER.matcher(why).replaceAll(number -> number.group().substring(0, 6) + "…");
    return new ConfigException(file + ": " + shown, cause);
  }
}
