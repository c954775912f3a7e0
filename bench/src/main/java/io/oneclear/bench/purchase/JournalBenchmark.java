package io.oneclear.bench.purchase;

import io.oneclear.bench.process.WorkingDirectory;
import io.oneclear.merchant.CardProduct;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.security.HistorySeal;
import io.oneclear.security.MasterKey;
import io.oneclear.security.PanProtection;
import io.oneclear.store.Database;
import io.oneclear.store.Registry;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import io.oneclear.store.journal.JournalConfig;
import io.oneclear.store.journal.JournalMetrics;
import io.oneclear.store.journal.PostgresJournal;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.stamp.LocalTimes;
import io.oneclear.switching.stamp.NumberClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The journal as a node has it, on an embedded PostgreSQL with everything durable. Nothing stands
 * between its queue and its database, so nothing can be put there: {@link #handOver} times what the
 * caller pays to hand an intent over, {@link #durable} what an intent costs until it is on disk
 * when so many come together. The bytes are all that the process allocates for a purchase, those of
 * {@code handOver} with the outcome that follows unmeasured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JournalBenchmark {

  /** As many as one unit of work takes. */
  private static final int GROUP = 512;

  private static final int TERMINALS = 5_000;
  private static final MerchantId MERCHANT = new MerchantId("898110153310001");
  private static final Outcome APPROVED =
      new Outcome(ResponseCode.APPROVED, "123456", "1122", "63010000", null, null);

  private final InstantSource clock = InstantSource.system();
  private final Intent[] intents = new Intent[GROUP];
  private final List<CompletableFuture<Begun>> begun = new ArrayList<>(GROUP);
  private WorkingDirectory directory;
  private EmbeddedDatabase server;
  private Database database;
  private ExecutorService callers;
  private PostgresJournal journal;
  private ProtectedPan pan;
  private LocalDate day;
  private long made;

  @Setup
  public void setUp() throws IOException {
    // Not in the system's directory for temporary files: that is memory on many machines.
    directory = WorkingDirectory.below(Files.createDirectories(Path.of("bench", "target")), false);
    server = EmbeddedDatabase.start(EmbeddedConfig.in(directory.data("postgres")));
    SecureRandom random = new SecureRandom();
    database = Database.open(server.connection(), new HistorySeal(MasterKey.random(random))::mac);
    day = LocalTimes.day(clock.instant());
    new Registry(database).openFirstDay(day);
    callers = Executors.newSingleThreadExecutor();
    JournalConfig config =
        new JournalConfig(
            1,
            1,
            8_192,
            GROUP,
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15));
    journal =
        PostgresJournal.open(
            database, config, JournalMetrics.NONE, () -> callers, new NumberClock(clock));
    pan = PanProtection.of(MasterKey.random(random), random).protect(TerminalLeg.CARD);
  }

  @TearDown
  public void close() {
    journal.close();
    callers.close();
    database.close();
    server.close();
    directory.close();
  }

  @Setup(Level.Invocation)
  public void makeIntents() {
    begun.clear();
    for (int i = 0; i < GROUP; i++) {
      intents[i] = intent(++made);
    }
  }

  private Intent intent(long number) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Stan trace = new Stan((int) (number / TERMINALS) + 1);
    return new Intent(
        number,
        new RequestKey(
            MERCHANT,
            new TerminalId(Long.toString(10_000_000 + number % TERMINALS)),
            day,
            new BatchNumber(1),
            trace),
        TransactionKind.PURCHASE,
        10_000,
        pan,
        CardProduct.DEBIT,
        "3012",
        null,
        "021",
        "00",
        new Rrn(Long.toString(100_000_000_000L + number)),
        "scheme",
        new UpstreamKey("1122120000", trace, "49000000", "49000000"),
        null,
        now);
  }

  /** Decides what was begun, so that nothing is left open, and proves that all was taken. */
  @TearDown(Level.Invocation)
  public void concludeAll() {
    List<CompletableFuture<Concluded>> concluded =
        begun.stream()
            .map(CompletableFuture::join)
            .map(each -> journal.conclude(((Recorded) each).entry(), APPROVED))
            .toList();
    if (!concluded.stream().allMatch(each -> each.join().won())) {
      throw new IllegalStateException("not every purchase was approved");
    }
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public int handOver() {
    for (Intent intent : intents) {
      begun.add(journal.begin(intent));
    }
    return begun.size();
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public int durable() {
    handOver();
    begun.forEach(CompletableFuture::join);
    return begun.size();
  }
}
