package io.oneclear.store.administration;

import java.util.regex.Pattern;

/**
 * Who wants something done by hand, and why. Both are kept for ever and read by others, so neither
 * may hold a card number: a row of 13 to 19 digits is refused, also one with blanks or dashes in
 * it.
 *
 * @param who name of the person, 1 to 64 characters
 * @param reason why, one line of 1 to 300 characters
 */
public record Signature(String who, String reason) {

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_REASON = 300;
  private static final Pattern LIKE_A_CARD = Pattern.compile("\\d(?:[ -]?\\d){12,}");
  private static final Pattern NOT_ONE_LINE = Pattern.compile("\\p{Cntrl}");

  /**
   * @throws IllegalArgumentException with one line that says what is wrong, and never repeats what
   *     was given
   */
  public Signature {
    who = line("the name of who wants it", who, LONGEST_NAME);
    reason = line("the reason", reason, LONGEST_REASON);
  }

  private static String line(String what, String given, int longest) {
    String text = given == null ? "" : given.strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " is missing");
    }
    if (text.length() > longest) {
      throw new IllegalArgumentException(what + " has more than " + longest + " characters");
    }
    if (NOT_ONE_LINE.matcher(text).find()) {
      throw new IllegalArgumentException(what + " is more than one line of text");
    }
    if (LIKE_A_CARD.matcher(text).find()) {
      throw new IllegalArgumentException(
          what + " has 13 or more digits in a row, like a card number: leave them out");
    }
    return text;
  }
}
