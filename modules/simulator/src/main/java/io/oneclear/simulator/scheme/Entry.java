package io.oneclear.simulator.scheme;

import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What one message was answered and did: all that accounts and memory need of it, now and when it
 * is read back from the state file.
 *
 * @param standing whether it counts as the message of its identity
 * @param pin whether a PIN came with it, and how that went
 * @param identity F7, F11, F32, F33 and type
 * @param original what field 90 names; null if absent
 * @param account null if the card has none
 * @param code field 39, two characters
 * @param authorization field 38; 0 if it got none
 * @param clearingDate the scheme's date when it was decided
 */
record Entry(
    Standing standing,
    Kind kind,
    PinResult pin,
    Identity identity,
    Original original,
    Account account,
    long fen,
    String code,
    int authorization,
    Effect effect,
    LocalDate clearingDate) {

  static final String APPROVED = "00";

  /** What a message did to the cardholder's account: the last column of {@code scheme.csv}. */
  enum Effect {
    DEBIT,
    CREDIT,
    HOLD,
    RELEASE,
    NONE;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
      return word;
    }
  }

  /** Whether it counts as the message of its identity. */
  enum Standing {
    /** The first of its identity: decides what a repetition is answered. */
    FIRST,
    /** The same message again. */
    REPEATED,
    /** Refused without being taken in; the same message may be tried again. */
    TURNED_AWAY
  }

  enum PinResult {
    NONE,
    RIGHT,
    WRONG
  }

  /**
   * The original message, as it stood when this one was decided.
   *
   * @param fen its amount; 0 if it is unknown here
   * @param refundedFen what earlier refunds had given back of it
   * @param filed whether it stands in a clearing file that has left already
   */
  record Original(Identity identity, long fen, long refundedFen, boolean filed) {}

  /** Approved, and the first of its identity. */
  boolean done() {
    return standing == Standing.FIRST && code.equals(APPROVED);
  }

  /** Field 38; empty if it got none. */
  String authorizationCode() {
    return authorization == 0 ? "" : Integer.toString(authorization);
  }
}
