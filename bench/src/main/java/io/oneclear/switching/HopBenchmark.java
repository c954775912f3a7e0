package io.oneclear.switching;

import io.oneclear.bench.purchase.KeyRoom;
import io.oneclear.bench.purchase.TerminalLeg;
import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.security.MasterKey;
import io.oneclear.security.PanProtection;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.check.CheckCard;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The steps of the switch between messages and journal.
 *
 * <p>There is no look-up of its own for duplicates on the path of a new purchase: the switch looks
 * among the requests under way ({@link #lookUpDuplicate}), and whatever is not there is found by
 * the journal's primary key when the intent is inserted, at no further round trip. {@code
 * JournalBenchmark} times that insert, {@code PipelineBenchmark.repeat} a duplicate that the
 * journal has.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HopBenchmark {

  /** Others under way meanwhile. */
  private static final int UNDER_WAY = 500;

  private final Instant now = Instant.parse("2026-11-22T04:00:00Z");
  private final LocalDate today = LocalTimes.day(now);
  private final InFlight inFlight = new InFlight(SwitchConfig.DEFAULT, SwitchMetrics.NONE);
  private Optional<Terminals.Profile> profile;
  private PosRequest.Purchase purchase;
  private Flight flight;
  private Stan[] traces;
  private Intent intent;
  private UpstreamAnswer approval;
  private int next;

  @Setup
  public void setUp() throws IOException, MalformedMessageException {
    KeyRoom room = KeyRoom.fresh();
    TerminalLeg terminal = new TerminalLeg(room);
    var dialect = terminal.dialect();
    profile = Optional.of(terminal.profile());
    purchase = (PosRequest.Purchase) dialect.parse(dialect.decode(terminal.purchase(1)));
    flight = new Flight(purchase, now);
    traces = new Stan[2 * UNDER_WAY];
    for (int i = 0; i < traces.length; i++) {
      traces[i] = new Stan(i + 1);
    }
    for (int i = 0; i < UNDER_WAY; i++) {
      inFlight.join(key(traces[i]), new Flight(purchase, now));
    }
    ProtectedPan pan =
        PanProtection.of(MasterKey.random(room.random()), room.random())
            .protect(purchase.card().pan());
    intent = intent(pan);
    approval =
        new UpstreamAnswer(
            intent.upstreamKey(),
            ResponseCode.APPROVED,
            "123456",
            "1122",
            purchase.amount(),
            purchase.card().pan(),
            "63010000",
            null,
            null);
    proveThatItWorks();
  }

  private Intent intent(ProtectedPan pan) {
    return new Intent(
        1,
        key(purchase.trace()),
        TransactionKind.PURCHASE,
        purchase.amount().fen(),
        pan,
        CardProduct.DEBIT,
        purchase.card().expiry(),
        null,
        purchase.card().entryMode(),
        "00",
        new Rrn("000000000001"),
        "scheme",
        new UpstreamKey("1122120000", new Stan(1), "49000000", "49000000"),
        null,
        now);
  }

  private RequestKey key(Stan trace) {
    Terminal terminal = profile.orElseThrow().terminal();
    return new RequestKey(
        terminal.merchant(), terminal.id(), terminal.batchOpenedOn(), terminal.batch(), trace);
  }

  private void proveThatItWorks() {
    if (!(inFlight.join(key(traces[0]), flight) instanceof InFlight.Follows)) {
      throw new IllegalStateException("a repeat does not follow what is under way");
    }
    for (int i = 0; i < traces.length; i++) {
      if (!(lookUpDuplicate() instanceof InFlight.First)) {
        throw new IllegalStateException("a new purchase is taken for a repeat");
      }
    }
    if (!check().isEmpty()) {
      throw new IllegalStateException("a good purchase is refused");
    }
    if (!(decideAnswer() instanceof Flight.Answer answer) || !answer.answer().code().approved()) {
      throw new IllegalStateException("an approval does not approve");
    }
  }

  /** Enters the table of requests under way as a new purchase, and leaves it. */
  @Benchmark
  public InFlight.Joined lookUpDuplicate() {
    next = (next + 1) % UNDER_WAY;
    RequestKey key = key(traces[UNDER_WAY + next]);
    InFlight.Joined joined = inFlight.join(key, flight);
    inFlight.leave(key, flight);
    return joined;
  }

  /** May this terminal trade, and is there anything against its card and amount? */
  @Benchmark
  public Optional<ResponseCode> check() {
    return switch (CheckTerminal.mayTrade(profile, purchase)) {
      case CheckTerminal.Refused(ResponseCode code) -> Optional.of(code);
      case CheckTerminal.Passed(var found) -> CheckCard.refusal(purchase, found.merchant(), today);
    };
  }

  /** From the scheme's answer to the terminal's, by way of the journal's entry. */
  @Benchmark
  public Ending decideAnswer() {
    Outcome outcome = Outcome.of(approval);
    JournalEntry entry =
        new JournalEntry(
            intent,
            outcome.code().approved() ? TransactionState.APPROVED : TransactionState.DECLINED,
            today,
            outcome,
            0,
            now);
    return Answers.of(entry);
  }
}
