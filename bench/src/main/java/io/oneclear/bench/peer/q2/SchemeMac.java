package io.oneclear.bench.peer.q2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;

/** What field 128 of the scheme's dialect is made over, by the rule the scheme itself uses. */
final class SchemeMac {

  private static final int[] FIELDS = {
    2, 3, 4, 7, 11, 18, 25, 28, 32, 33, 38, 39, 41, 42, 90, 102, 103
  };
  private static final String MAC_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,.";
  private static final int BYTES_USED = 4;

  private SchemeMac() {}

  /** Type and fields, each after one space, upper case, only letters, digits, comma and stop. */
  static byte[] input(ISOMsg message) throws ISOException {
    StringBuilder input = new StringBuilder(160).append(message.getMTI());
    for (int field : FIELDS) {
      if (message.hasField(field)) {
        append(input, value(field, message.getString(field)));
      }
    }
    return input.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static String field128(byte[] mac) {
    return ISOUtil.hexString(Arrays.copyOf(mac, BYTES_USED));
  }

  private static String value(int field, String text) {
    return switch (field) {
      case 2, 32, 33, 102, 103 -> (text.length() < 10 ? "0" : "") + text.length() + text;
      case 90 -> text.substring(0, 20);
      default -> text;
    };
  }

  private static void append(StringBuilder input, String text) {
    boolean spaceDue = true;
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      if (c == ' ') {
        spaceDue = true;
      } else if (MAC_CHARACTERS.indexOf(c) >= 0) {
        if (spaceDue) {
          input.append(' ');
          spaceDue = false;
        }
        input.append(c);
      }
    }
  }
}
