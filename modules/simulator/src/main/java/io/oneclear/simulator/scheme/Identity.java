package io.oneclear.simulator.scheme;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What makes a message the same message again: type without its repeat digit, F7, F11, F32, F33.
 * Kept small, because millions are remembered: time and trace in one number, the rest shared.
 *
 * @param timeAndTrace F7 and F11 as one 16-digit number
 * @param parties type, F32 and F33
 */
record Identity(long timeAndTrace, Parties parties) {

  static final int DIGITS = 16;
  static final int TIME_DIGITS = 10;
  static final int TRACE_DIGITS = 6;
  private static final long TRACES = 1_000_000;

  /** Of digits: F7 ten of them, F11 six. */
  static Identity of(Parties parties, String f7, String f11) {
    return new Identity(Long.parseLong(f7) * TRACES + Integer.parseInt(f11), parties);
  }

  String mti() {
    return parties.mti;
  }

  /** F7 as a number. */
  long time() {
    return timeAndTrace / TRACES;
  }

  /** F11 as a number. */
  long trace() {
    return timeAndTrace % TRACES;
  }

  String f7() {
    return fixed(time(), TIME_DIGITS);
  }

  String f11() {
    return fixed(trace(), TRACE_DIGITS);
  }

  String f32() {
    return parties.f32;
  }

  String f33() {
    return parties.f33;
  }

  private static String fixed(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  /**
   * Type, F32 and F33 of messages: one object for all messages that have them in common, so that
   * two are the same parties only if they are the same object.
   */
  static final class Parties {

    private final String mti;
    private final String f32;
    private final String f33;
    private final String text;

    /** Counted from 0. */
    private final int number;

    private Parties(String text, int number) {
      String[] parts = text.split("\\|", -1);
      if (parts.length != 3 || parts[0].length() != 4) {
        throw new IllegalArgumentException("type, field 32 and field 33 make the parties");
      }
      this.mti = parts[0];
      this.f32 = parts[1];
      this.f33 = parts[2];
      this.text = text;
      this.number = number;
    }

    int number() {
      return number;
    }

    /** As a state file has it: {@code mti|f32|f33}. */
    String text() {
      return text;
    }
  }

  /** All parties a scheme has heard of. Any thread. */
  static final class Directory {

    /** Their numbers are kept in 16 bits. */
    static final int MOST = 1 << Character.SIZE;

    private final Map<String, Parties> byText = new ConcurrentHashMap<>();
    private volatile Recent recent = new Recent("", "", "", null);

    /**
     * The parties of a message.
     *
     * @throws IllegalArgumentException if there have been too many different ones
     */
    Parties of(String mti, String f32, String f33) {
      Recent last = recent;
      if (last.parties != null
          && last.mti.equals(mti)
          && last.f32.equals(f32)
          && last.f33.equals(f33)) {
        return last.parties;
      }
      Parties parties =
          ofText(mti.substring(0, 3) + "0|" + institution(f32) + "|" + institution(f33));
      recent = new Recent(mti, f32, f33, parties);
      return parties;
    }

    /** The parties a state file names. */
    Parties ofText(String text) {
      Parties known = byText.get(text);
      return known == null ? added(text) : known;
    }

    private synchronized Parties added(String text) {
      if (byText.size() >= MOST) {
        throw new IllegalArgumentException("fields 32 and 33 name too many institutions");
      }
      int number = byText.size();
      return byText.computeIfAbsent(text, _ -> new Parties(text, number));
    }

    /** Field 90 pads institutions with zeros on the left, fields 32 and 33 do not. */
    private static String institution(String text) {
      String stripped = text.strip();
      int start = 0;
      while (start < stripped.length() - 1 && stripped.charAt(start) == '0') {
        start++;
      }
      return stripped.substring(start);
    }

    private record Recent(String mti, String f32, String f33, Parties parties) {}
  }
}
