package io.oneclear.message;

import io.oneclear.message.text.Digits;

/** Message type indicator, four digits. */
public record Mti(String digits) {

  /** Every type that was asked for by number; a race makes it twice, which is no harm. */
  private static final Mti[] BY_NUMBER = new Mti[10_000];

  public static final Mti AUTHORIZATION = new Mti("0100");
  public static final Mti FINANCIAL = new Mti("0200");
  public static final Mti FINANCIAL_ADVICE = new Mti("0220");
  public static final Mti BATCH_UPLOAD = new Mti("0320");
  public static final Mti TERMINAL_REVERSAL = new Mti("0400");
  public static final Mti REVERSAL_ADVICE = new Mti("0420");
  public static final Mti SETTLEMENT = new Mti("0500");
  public static final Mti SCRIPT_NOTICE = new Mti("0620");
  public static final Mti MANAGEMENT = new Mti("0800");
  public static final Mti MANAGEMENT_ADVICE = new Mti("0820");

  public Mti {
    if (!Digits.areDigits(digits, 4, 4)) {
      throw new IllegalArgumentException("a message type is four digits");
    }
  }

  /**
   * The type with this number: 200 is 0200.
   *
   * @throws IllegalArgumentException if it has more than four digits or is negative
   */
  public static Mti of(int number) {
    if (number < 0 || number >= BY_NUMBER.length) {
      throw new IllegalArgumentException("a message type is four digits");
    }
    Mti known = BY_NUMBER[number];
    if (known == null) {
      known = new Mti(Digits.fixed(number, 4));
      BY_NUMBER[number] = known;
    }
    return known;
  }

  private int number() {
    return Integer.parseInt(digits);
  }

  /**
   * The type of the answer to this request: the third digit plus one, and no repeat mark (0200 →
   * 0210, 0421 → 0430).
   *
   * @throws IllegalStateException if this is an answer itself
   */
  public Mti answer() {
    if (!isRequest()) {
      throw new IllegalStateException("an answer has no answer");
    }
    return of(original().number() + 10);
  }

  /** The type a retransmission carries: 0420 → 0421, 0220 → 0221. */
  public Mti repeat() {
    return digits.charAt(3) % 2 == 1 ? this : of(number() + 1);
  }

  /** The type without its repeat mark: 0421 → 0420; itself if it has none. */
  public Mti original() {
    char origin = digits.charAt(3);
    return origin == '1' || origin == '3' || origin == '5' ? of(number() - 1) : this;
  }

  /** True for a request or advice (even third digit). */
  public boolean isRequest() {
    return (digits.charAt(2) - '0') % 2 == 0;
  }

  @Override
  public String toString() {
    return digits;
  }
}
