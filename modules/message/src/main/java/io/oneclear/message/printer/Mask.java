package io.oneclear.message.printer;

import io.oneclear.message.text.Gbk;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes contents fit to be read by people: no card data, no control characters. */
final class Mask {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Digits, perhaps grouped, that are as many as a card number may have. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("\\p{Nd}(?:[ \\-./]?\\p{Nd}){11,}", Pattern.UNICODE_CHARACTER_CLASS);

  private static final int SHORTEST_SHOWN = 13;
  private static final int LONGEST_SHOWN = 19;

  private Mask() {}

  /** A card number: first six and last four; of any other length nothing. */
  static String pan(String digits) {
    int length = digits.length();
    if (length < SHORTEST_SHOWN || length > LONGEST_SHOWN) {
      return "*".repeat(length);
    }
    return digits.substring(0, 6) + "*".repeat(length - 10) + digits.substring(length - 4);
  }

  static String hidden(int count, String what) {
    return "[" + count + " " + what + "]";
  }

  /** Free text: every number long enough to be a card's is masked. */
  static String text(String text) {
    return LONG_NUMBER.matcher(printable(text)).replaceAll(Mask::number);
  }

  private static String number(MatchResult match) {
    StringBuilder digits = new StringBuilder();
    match.group().chars().filter(Character::isDigit).forEach(c -> digits.append((char) c));
    return pan(digits.toString());
  }

  /** Bytes: as text if they are text, else only their number. */
  static String bytes(byte[] bytes) {
    String text = new String(bytes, Gbk.CHARSET);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) || text.charAt(i) == '\uFFFD') {
        return hidden(bytes.length, "bytes");
      }
    }
    return text(text);
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  /** Text without the characters that would do something to the reader's terminal. */
  static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean harmful =
                  Character.isISOControl(c)
                      || type == Character.FORMAT
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR
                      || type == Character.SURROGATE
                      || type == Character.UNASSIGNED;
              out.appendCodePoint(harmful ? '.' : c);
            });
    return out.toString();
  }
}
