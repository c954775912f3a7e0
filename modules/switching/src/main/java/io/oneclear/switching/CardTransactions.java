package io.oneclear.switching;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.PinBlock;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.pos.CardData;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.pos.PosRequest.CardTransaction;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.security.SecurityModuleException;
import io.oneclear.switching.Decision.Decline;
import io.oneclear.switching.Decision.Forward;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.InFlight.Differs;
import io.oneclear.switching.InFlight.First;
import io.oneclear.switching.InFlight.Follows;
import io.oneclear.switching.InFlight.TooMany;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.SwitchMetrics.Hop;
import io.oneclear.switching.Terminals.Profile;
import io.oneclear.switching.Upstream.Answered;
import io.oneclear.switching.Upstream.NotSent;
import io.oneclear.switching.Upstream.TimedOut;
import io.oneclear.switching.check.CheckCard;
import io.oneclear.switching.check.CheckOriginal;
import io.oneclear.switching.check.Kinds;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.ClaimRefused;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Duplicate;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.stamp.LocalTimes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Purchase, void, refund and balance inquiry: the path of a card transaction, a method a hop, in
 * the order of the hops.
 */
final class CardTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(CardTransactions.class);

  private final SwitchParts parts;
  private final Journal journal;
  private final TerminalSecurity security;
  private final FindOriginal findOriginal;
  private final InFlight inFlight;
  private final Repeats repeats;
  private final Undo undo;

  CardTransactions(
      SwitchParts parts, TerminalSecurity security, InFlight inFlight, Repeats repeats, Undo undo) {
    this.parts = parts;
    this.journal = parts.journal();
    this.security = security;
    this.findOriginal = new FindOriginal(parts.journal());
    this.inFlight = inFlight;
    this.repeats = repeats;
    this.undo = undo;
  }

  /** A card transaction and what is known of it once its terminal has proved itself. */
  private record Sale(
      Flight flight, CardTransaction request, Profile profile, RequestKey key, ProtectedPan pan) {

    CardData card() {
      return request.card();
    }

    TransactionKind kind() {
      return Kinds.of(request);
    }
  }

  // --- who asks --------------------------------------------------------------------------------

  CompletableFuture<Ending> checkTerminal(Flight flight, CardTransaction request) {
    Optional<Profile> found = parts.terminals().find(request.terminal());
    return switch (CheckTerminal.mayTrade(found, request)) {
      case CheckTerminal.Refused(ResponseCode code) -> refused(flight, code);
      case CheckTerminal.Passed(Profile profile) -> checkMac(flight, request, profile);
    };
  }

  private CompletableFuture<Ending> checkMac(
      Flight flight, CardTransaction request, Profile profile) {
    return security
        .checkMac(flight, profile.terminal())
        .thenCompose(
            right ->
                right
                    ? checkBatch(flight, request, profile)
                    : refused(flight, ResponseCode.MAC_ERROR));
  }

  private CompletableFuture<Ending> checkBatch(
      Flight flight, CardTransaction request, Profile profile) {
    Terminal terminal = profile.terminal();
    if (!request.batch().equals(terminal.batch())) {
      return refused(flight, ResponseCode.SIGN_ON_AGAIN);
    }
    if (request.card().pan() == null) {
      return refused(flight, ResponseCode.INVALID_CARD);
    }
    RequestKey key =
        new RequestKey(
            profile.merchant().id(),
            terminal.id(),
            terminal.batchOpenedOn(),
            terminal.batch(),
            request.trace());
    ProtectedPan pan = parts.pans().protect(request.card().pan());
    Sale sale = new Sale(flight, request, profile, key, pan);
    return switch (terminal.batchState()) {
      case OPEN -> join(sale);
      case SETTLED -> repeats.ofSettledBatch(flight, asked(sale));
    };
  }

  private CompletableFuture<Ending> join(Sale sale) {
    Flight flight = sale.flight();
    return switch (inFlight.join(sale.key(), flight)) {
      case First() -> transact(sale).whenComplete((_, _) -> inFlight.leave(sale.key(), flight));
      case Follows(Flight first) -> {
        parts.metrics().joined();
        yield first.ending();
      }
      case Differs() -> {
        repeats.differs(asked(sale));
        yield refused(flight, ResponseCode.DUPLICATE);
      }
      case TooMany() -> CompletableFuture.completedFuture(new Flight.Drop("too many repeats wait"));
    };
  }

  // --- the path --------------------------------------------------------------------------------

  private CompletableFuture<Ending> transact(Sale sale) {
    CrashPoint.REQUEST_CHECKED.reached();
    return findOriginal
        .of(sale.request(), sale.key())
        .thenApply(original -> decide(sale, original))
        .thenCompose(decision -> translatePin(sale, decision))
        .thenCompose(
            decision ->
                switch (decision) {
                  case Decline decline -> declineHere(sale, decline);
                  case Forward forward -> journalIntent(sale, forward);
                })
        .exceptionallyCompose(failure -> undo.afterFailure(sale.flight(), failure));
  }

  private Decision decide(Sale sale, Optional<JournalEntry> original) {
    Optional<ResponseCode> refusal = refusal(sale, original);
    if (refusal.isPresent()) {
      return new Decline(declined(sale), refusal.get());
    }
    // What is about a purchase goes where the purchase went.
    if (original.isPresent()) {
      JournalEntry purchase = original.get();
      return forward(
          sale,
          parts.links().find(purchase.intent().link()).filter(Upstream::available),
          purchase.intent().product(),
          purchase);
    }
    return selectRoute(sale);
  }

  private Decision selectRoute(Sale sale) {
    Optional<Router.Route> route = parts.router().select(sale.card().pan());
    return route.isEmpty()
        ? new Decline(declined(sale), ResponseCode.NO_ISSUER)
        : forward(sale, route.get().link(), route.get().bin().product(), null);
  }

  private Decision forward(
      Sale sale, Optional<Upstream> link, CardProduct product, JournalEntry original) {
    return link.isEmpty()
        ? new Decline(declined(sale), ResponseCode.ISSUER_UNAVAILABLE)
        : new Forward(intent(sale, link.get(), product, original), link.get(), null, original);
  }

  private Optional<ResponseCode> refusal(Sale sale, Optional<JournalEntry> original) {
    var merchant = sale.profile().merchant();
    var today = LocalTimes.day(sale.flight().receivedAt());
    return CheckCard.refusal(sale.request(), merchant, today)
        .or(
            () ->
                switch (sale.request()) {
                  case PosRequest.BalanceInquiry _, PosRequest.Purchase _ -> Optional.empty();
                  case PosRequest.VoidPurchase(_, _, _, _, _, _, var amount, var reference) ->
                      CheckOriginal.refusalOfVoid(
                          new CheckOriginal.Claim(reference, amount, sale.pan()), original);
                  case PosRequest.Refund(_, _, _, _, _, _, var amount, var reference) ->
                      CheckOriginal.refusalOfRefund(
                          new CheckOriginal.Claim(reference, amount, sale.pan()),
                          original,
                          merchant,
                          today);
                });
  }

  private CompletableFuture<Decision> translatePin(Sale sale, Decision decision) {
    return switch (decision) {
      case Decline _ -> CompletableFuture.completedFuture(decision);
      case Forward forward when sale.card().pin() == null ->
          CompletableFuture.completedFuture(forward);
      case Forward forward ->
          security
              .translatePin(sale.profile().terminal(), sale.card(), forward.link())
              .handle((PinBlock pin, Throwable failure) -> translated(sale, forward, pin, failure));
    };
  }

  private Decision translated(Sale sale, Forward forward, PinBlock pin, Throwable failure) {
    if (failure == null) {
      return forward.with(pin);
    }
    if (Undo.cause(failure) instanceof SecurityModuleException refusal
        && refusal.reason() == SecurityModuleException.Reason.BAD_PIN_BLOCK) {
      return new Decline(declined(sale), ResponseCode.PIN_FORMAT);
    }
    throw new CompletionException(Undo.cause(failure));
  }

  /** Durable first; what is there already is a repeat. */
  private CompletableFuture<Ending> journalIntent(Sale sale, Forward forward) {
    sale.flight().journalled(forward.intent());
    CompletableFuture<Begun> written =
        parts.timed(Hop.INTENT, () -> journal.begin(forward.intent()));
    CrashPoint.INTENT_ENQUEUED.reached();
    return written.thenCompose(
        begun ->
            switch (begun) {
              case Recorded(JournalEntry entry) -> forward(sale, forward, entry);
              case Duplicate(JournalEntry existing) ->
                  repeats.of(sale.flight(), asked(sale), existing);
              case ClaimRefused _ ->
                  declineHere(
                      sale, new Decline(declined(sale), CheckOriginal.claimRefused(sale.kind())));
            });
  }

  private CompletableFuture<Ending> declineHere(Sale sale, Decline decline) {
    CompletableFuture<Begun> written =
        parts.timed(Hop.INTENT, () -> journal.decline(decline.intent(), decline.code()));
    CrashPoint.INTENT_ENQUEUED.reached();
    return written.thenCompose(
        begun ->
            switch (begun) {
              case Recorded(JournalEntry entry) ->
                  CompletableFuture.completedFuture(Answers.of(entry));
              case Duplicate(JournalEntry existing) ->
                  repeats.of(sale.flight(), asked(sale), existing);
              case ClaimRefused _ ->
                  throw new IllegalStateException("a declined transaction claims nothing");
            });
  }

  private CompletableFuture<Ending> forward(Sale sale, Forward forward, JournalEntry entry) {
    if (sale.flight().ended()) {
      // The journal took longer than the terminal was made to wait: it has heard 96.
      return journal
          .conclude(entry, Outcome.declined(ResponseCode.SYSTEM_ERROR))
          .thenCompose(concluded -> answer(sale, concluded));
    }
    UpstreamRequest request = UpstreamRequests.of(forward, sale.card(), sale.profile().merchant());
    sale.flight().forwarded();
    CrashPoint.BEFORE_SEND.reached();
    return parts
        .timed(Hop.UPSTREAM, () -> forward.link().send(request))
        .thenCompose(
            result -> parts.timed(Hop.OUTCOME, () -> journalOutcome(sale, request, entry, result)))
        .thenCompose(concluded -> answer(sale, concluded));
  }

  private CompletableFuture<Concluded> journalOutcome(
      Sale sale, UpstreamRequest request, JournalEntry entry, Upstream.Result result) {
    return switch (result) {
      case NotSent _ -> conclude(entry, Outcome.declined(ResponseCode.LINE_UNAVAILABLE));
      case TimedOut() -> timeOut(entry);
      case Answered(UpstreamAnswer answer) when !answer.isAbout(request) -> {
        parts.metrics().alarm(Alarm.ANSWER_MISMATCH);
        LOG.warn("answer is about another amount or card transaction={}", entry.id());
        yield timeOut(entry);
      }
      // An approval the terminal can no longer hear of is not taken.
      case Answered(UpstreamAnswer answer) when answer.code().approved() && sale.flight().ended() ->
          timeOut(entry);
      case Answered(UpstreamAnswer answer) -> conclude(entry, Outcome.of(answer));
    };
  }

  private CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome) {
    CompletableFuture<Concluded> written = journal.conclude(entry, outcome);
    CrashPoint.OUTCOME_ENQUEUED.reached();
    return written;
  }

  private CompletableFuture<Concluded> timeOut(JournalEntry entry) {
    CrashPoint.TIME_OUT_FIRED.reached();
    Intent intent = entry.intent();
    CompletableFuture<Concluded> written =
        journal.timeOut(
            entry, intent.kind().reversible() ? parts.links().nextKey(intent.link()) : null);
    CrashPoint.TIME_OUT_ENQUEUED.reached();
    return written;
  }

  /** The answer is what the journal says now, whoever decided it. */
  private CompletableFuture<Ending> answer(Sale sale, Concluded concluded) {
    JournalEntry entry = concluded.entry();
    return switch (entry.state()) {
      case SENT -> repeats.awaitDecision(sale.flight(), asked(sale));
      case APPROVED -> {
        Ending approval = Answers.of(entry);
        yield sale.flight().end(approval)
            ? CompletableFuture.completedFuture(approval)
            : undo.unheard(entry).thenApply(_ -> approval);
      }
      case DECLINED, TIMED_OUT, VOIDED, REVERSED, PARTLY_REFUNDED, REFUNDED, REMEMBERED ->
          CompletableFuture.completedFuture(Answers.of(entry));
    };
  }

  // --- small parts -----------------------------------------------------------------------------

  private Intent intent(Sale sale, Upstream link, CardProduct product, JournalEntry original) {
    UpstreamKey identity = link == null ? null : link.nextKey();
    CardData card = sale.card();
    return new Intent(
        parts.ids().next(),
        sale.key(),
        sale.kind(),
        Kinds.amount(sale.request()).fen(),
        sale.pan(),
        product,
        card.expiry(),
        card.sequence(),
        card.entryMode(),
        sale.request().frame().message().text(25),
        parts.rrns().next(),
        link == null ? null : link.name(),
        identity,
        original == null ? null : original.intent().key(),
        sale.flight().receivedAt());
  }

  private Intent declined(Sale sale) {
    return intent(sale, null, null, null);
  }

  private static Repeats.Asked asked(Sale sale) {
    return new Repeats.Asked(
        sale.key(), sale.kind(), Kinds.amount(sale.request()).fen(), sale.pan());
  }

  private static CompletableFuture<Ending> refused(Flight flight, ResponseCode code) {
    return CompletableFuture.completedFuture(Answers.plain(flight, Objects.requireNonNull(code)));
  }
}
