package io.oneclear.switching.forward;

import io.oneclear.merchant.Merchant;
import io.oneclear.message.Money;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.security.PanProtection;
import io.oneclear.switching.Terminals;
import io.oneclear.switching.Terminals.Profile;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.stamp.LocalTimes;

/**
 * Builds what a stored advice says to the scheme, from the journal alone: no track, no PIN, no chip
 * data, because these are never stored.
 */
final class AdviceRequests {

  private final PanProtection pans;
  private final Terminals terminals;

  AdviceRequests(PanProtection pans, Terminals terminals) {
    this.pans = pans;
    this.terminals = terminals;
  }

  UpstreamRequest of(StoredAdvice advice) {
    Intent intent = advice.transaction().intent();
    Pan pan = pans.reveal(intent.pan());
    Merchant merchant = terminals.find(intent.key().terminal()).map(Profile::merchant).orElse(null);
    JournalEntry named = named(advice);
    return new UpstreamRequest(
        type(advice),
        advice.key(),
        intent.rrn(),
        repeat(advice),
        pan,
        intent.expiry(),
        intent.sequence(),
        null,
        null,
        null,
        intent.entryMode(),
        intent.conditionCode(),
        Money.cny(intent.amountFen()),
        LocalTimes.time(intent.at()),
        LocalTimes.date(intent.at()),
        intent.key().terminal(),
        intent.key().merchant(),
        merchant == null ? null : merchant.name(),
        merchant == null ? null : merchant.mcc(),
        authorizationCode(named),
        new UpstreamRequest.Original(Mti.FINANCIAL, named.intent().upstreamKey()));
  }

  /** The message field 90 names: the one that is undone, or the purchase that is refunded. */
  private static JournalEntry named(StoredAdvice advice) {
    return switch (advice.type()) {
      case REVERSAL -> advice.transaction();
      case REPEAT -> advice.original();
    };
  }

  private static UpstreamRequest.Type type(StoredAdvice advice) {
    return switch (advice.type()) {
      case REPEAT -> UpstreamRequest.Type.REFUND;
      case REVERSAL ->
          advice.transaction().intent().kind() == TransactionKind.VOID
              ? UpstreamRequest.Type.REVERSE_VOID
              : UpstreamRequest.Type.REVERSE_PURCHASE;
    };
  }

  /** A refund asked again has left before; a reversal only if an attempt was made. */
  private static boolean repeat(StoredAdvice advice) {
    return switch (advice.type()) {
      case REPEAT -> true;
      case REVERSAL -> advice.triedBefore();
    };
  }

  private static String authorizationCode(JournalEntry entry) {
    Outcome outcome = entry.outcome();
    return outcome == null ? null : outcome.authorizationCode();
  }
}
