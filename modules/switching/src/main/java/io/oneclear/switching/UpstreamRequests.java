package io.oneclear.switching;

import io.oneclear.merchant.Merchant;
import io.oneclear.message.Money;
import io.oneclear.message.Mti;
import io.oneclear.message.pos.CardData;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.Decision.Forward;
import io.oneclear.switching.check.Kinds;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.stamp.LocalTimes;

/** Builds what a transaction says to the scheme. */
final class UpstreamRequests {

  private UpstreamRequests() {}

  static UpstreamRequest of(Forward forward, CardData card, Merchant merchant) {
    Intent intent = forward.intent();
    JournalEntry original = forward.original();
    return new UpstreamRequest(
        Kinds.upstream(intent.kind()),
        intent.upstreamKey(),
        intent.rrn(),
        false,
        card.pan(),
        card.expiry(),
        card.sequence(),
        card.track2(),
        card.icc(),
        forward.pin(),
        card.entryMode(),
        intent.conditionCode(),
        intent.kind() == TransactionKind.BALANCE_INQUIRY ? null : Money.cny(intent.amountFen()),
        LocalTimes.time(intent.at()),
        LocalTimes.date(intent.at()),
        intent.key().terminal(),
        intent.key().merchant(),
        merchant.name(),
        merchant.mcc(),
        original == null ? null : original.outcome().authorizationCode(),
        original == null
            ? null
            : new UpstreamRequest.Original(Mti.FINANCIAL, original.intent().upstreamKey()));
  }
}
