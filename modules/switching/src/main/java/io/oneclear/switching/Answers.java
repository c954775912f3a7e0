package io.oneclear.switching;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.SettlementResult;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.Terminals.Settled;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.stamp.LocalTimes;
import java.time.Instant;
import java.util.Set;

/**
 * What the terminal is told. A transaction's answer is a function of its journal entry, so that a
 * replay carries the very same values, local time included.
 */
final class Answers {

  private static final int INSTITUTION_WIDTH = 11;

  /**
   * Codes with which a scheme speaks of our line to it. A terminal would take them for its own
   * (sign on again, not registered), so it hears 96.
   */
  private static final Set<ResponseCode> ABOUT_OUR_LINE =
      Set.of(
          ResponseCode.MAC_ERROR,
          ResponseCode.SIGN_ON_AGAIN,
          ResponseCode.TOTALS_DIFFER,
          ResponseCode.UNKNOWN_TERMINAL,
          ResponseCode.PIN_FORMAT);

  private Answers() {}

  /** An answer that no journal entry stands behind: a code and our time. */
  static Ending plain(Flight flight, ResponseCode code) {
    Instant at = flight.receivedAt();
    return new Flight.Answer(PosAnswer.of(code, LocalTimes.time(at), LocalTimes.date(at)), null);
  }

  /** The answer to a transaction, the first time and every time. */
  static Ending of(JournalEntry entry) {
    return switch (entry.state()) {
      case SENT -> new Flight.Drop("undecided");
      case APPROVED, DECLINED, TIMED_OUT, VOIDED, PARTLY_REFUNDED, REFUNDED ->
          transaction(entry, entry.outcome().code());
      // The terminal has taken it back: it must never hear 00 for it again.
      case REVERSED, REMEMBERED -> transaction(entry, ResponseCode.INVALID_TRANSACTION);
    };
  }

  /** The answer to a 0400: what the original's entry says, but the reversal's own code and time. */
  static Ending reversal(Flight flight, ResponseCode code, JournalEntry original) {
    Outcome outcome = original.outcome();
    Instant at = flight.receivedAt();
    return new Flight.Answer(
        new PosAnswer(
            code,
            original.intent().rrn(),
            null,
            LocalTimes.time(at),
            LocalTimes.date(at),
            outcome == null ? null : outcome.settlementDate(),
            issuerAndAcquirer(original),
            null,
            null,
            null,
            null,
            null),
        original.intent().link());
  }

  static Ending settlement(Flight flight, Rrn rrn, Settled settled) {
    Instant at = flight.receivedAt();
    return new Flight.Answer(
        new PosAnswer(
            ResponseCode.APPROVED,
            rrn,
            null,
            LocalTimes.time(at),
            LocalTimes.date(at),
            LocalTimes.date(at),
            null,
            null,
            null,
            null,
            null,
            new SettlementResult(settled.domesticEqual(), settled.foreignEqual())),
        null);
  }

  private static Ending transaction(JournalEntry entry, ResponseCode code) {
    Intent intent = entry.intent();
    Outcome outcome = entry.outcome();
    boolean approved = code.approved();
    return new Flight.Answer(
        new PosAnswer(
            ABOUT_OUR_LINE.contains(code) && intent.link() != null
                ? ResponseCode.SYSTEM_ERROR
                : code,
            intent.rrn(),
            approved ? outcome.authorizationCode() : null,
            LocalTimes.time(intent.at()),
            LocalTimes.date(intent.at()),
            outcome == null ? null : outcome.settlementDate(),
            issuerAndAcquirer(entry),
            approved ? outcome.additionalAmounts() : null,
            outcome == null ? null : outcome.icc(),
            null,
            null,
            null),
        intent.link());
  }

  /** Field 44: issuer and acquirer, 11 characters each, left-justified. */
  private static String issuerAndAcquirer(JournalEntry entry) {
    Outcome outcome = entry.outcome();
    if (outcome == null || outcome.issuer() == null || entry.intent().upstreamKey() == null) {
      return null;
    }
    return padded(outcome.issuer()) + padded(entry.intent().upstreamKey().acquirer());
  }

  private static String padded(String institution) {
    String text = institution.strip();
    return text.length() >= INSTITUTION_WIDTH
        ? text.substring(0, INSTITUTION_WIDTH)
        : text + " ".repeat(INSTITUTION_WIDTH - text.length());
  }
}
