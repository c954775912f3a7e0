package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.wiring.Books;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.app.wiring.Site;
import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.faults.proxy.ChaosProxy;
import io.oneclear.faults.proxy.Framing;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.report.DayReport;
import io.oneclear.simulator.DemoFiles;
import io.oneclear.simulator.day.BusinessDayScenario;
import io.oneclear.simulator.day.DayPlan;
import io.oneclear.simulator.day.DayProgress;
import io.oneclear.simulator.day.DayTally;
import io.oneclear.store.audit.Finding;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the server while terminals sell, and a start on the same directory; as often
 * as the property {@code oneclear.kill.rounds} says. Afterwards the terminals' own totals, the
 * journal, the scheme's clearing file and the ledger must all say the same.
 */
@Tag("fault")
class KillAndRestartTest {

  private static final int ROUNDS = Integer.getInteger("oneclear.kill.rounds", 2);
  private static final long SEED = Long.getLong("oneclear.kill.seed", 7);
  private static final int TRANSACTIONS_PER_ROUND = 300;
  private static final int EXCHANGES_PER_ROUND = 40;
  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration SETTLED = Duration.ofMinutes(2);

  @TempDir Path directory;

  private final Installation installation = Installation.find();

  @Test
  void aKilledServerGoesOnWhereItStoodAndEveryLogAgrees() throws Exception {
    Path data = directory.resolve("data");
    int port = Ports.free();
    SplittableRandom random = new SplittableRandom(SEED);
    Launch launch = Launch.demoServer(data, port, UPSTREAM_TIMEOUT);
    ChildProcess server = launch.start();
    try (ChaosProxy relay = ChaosProxy.patientlyTo(port, Framing.BINARY_2);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.awaitReady(START);
      CompletableFuture<DayTally> day =
          CompletableFuture.supplyAsync(() -> sell(data, relay.port()), threads);
      for (int round = 0; round < ROUNDS; round++) {
        // A terminal that is not even signed on has no day to lose.
        long before = exchanges(data);
        await()
            .atMost(START)
            .until(() -> day.isDone() || exchanges(data) >= before + EXCHANGES_PER_ROUND);
        if (day.isDone()) {
          break;
        }
        await().pollDelay(Duration.ofMillis(1_000 + random.nextInt(3_000))).until(() -> true);
        server.kill();
        server = launch.start();
        server.awaitReady(START);
      }
      DayTally tally = day.join();
      assertThat(tally.strange()).allMatch(KillAndRestartTest::explainedByTheKill);
      everythingAgrees(data);
      ThreeLogs logs = ThreeLogs.of(data, SETTLED);
      assertThat(logs.differences()).as("terminals, journal and scheme").isEmpty();
      assertThat(logs.violations()).as("money rules broken").isEmpty();
      assertThat(logs.agree()).as("something was compared").isTrue();
      assertThat(server.stop(Duration.ofSeconds(60))).isEqualTo(143);
    } finally {
      server.close();
    }
  }

  /**
   * A terminal that got no answer, or whose settlement was cut off or meets a transaction it gave
   * up on. Anything else a terminal finds strange, such as two answers to one request, is a fault.
   */
  private static boolean explainedByTheKill(String strange) {
    return strange.contains("CONNECTION_LOST")
        || strange.contains("NO_ANSWER")
        || strange.contains("settlement result")
        || strange.contains("sign-off");
  }

  private static long exchanges(Path data) throws IOException {
    Path log = data.resolve("demo/terminals-log.csv");
    if (!Files.exists(log)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    }
  }

  private DayTally sell(Path data, int port) {
    Dialects dialects = Dialects.load(installation);
    Clock clock = Clock.system(LocalTimes.ZONE);
    DayPlan plan =
        DayPlan.of(
            "127.0.0.1",
            port,
            SEED,
            TRANSACTIONS_PER_ROUND * (ROUNDS + 1),
            UPSTREAM_TIMEOUT,
            data.resolve("demo/terminals-log.csv"));
    try {
      return new BusinessDayScenario(new PosDialect(dialects.pos(), dialects.posOptions()), clock)
          .run(
              plan,
              DemoFiles.terminals(data.resolve("demo/terminals.csv")),
              DemoFiles.cards(data.resolve("demo/cards.csv")),
              DayProgress.SILENT);
    } catch (Exception e) {
      throw new IllegalStateException("the terminals' day broke off", e);
    }
  }

  /** On the running server: the commands join its database. */
  private void everythingAgrees(Path data) {
    OneClearConfig config = OneClearConfig.read(installation, Map.of());
    Clock clock = Clock.system(LocalTimes.ZONE);
    try (Books books =
        Books.embedded(new Site(installation, config, new DataDirectory(data), clock))) {
      Settlement settlement = books.settlement();
      LocalDate date = settlement.openDate();
      await()
          .atMost(SETTLED)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> settle(settlement, date) instanceof RunResult.Closed);
      assertThat(books.audit()).allMatch(Finding::clean);
      DayReport report = settlement.report(date);
      assertThat(report.tied()).isTrue();
      assertThat(report.openItems())
          .as("a terminal that was cut off in its settlement; nothing else")
          .allMatch(
              item -> item.type().startsWith("BATCH_") || item.type().equals("TERMINAL_TOTALS"));
      assertThat(report.reconciliation()).allMatch(line -> line.match().equals("EQUAL"));
    }
  }

  private static RunResult settle(Settlement settlement, LocalDate date) {
    RunResult result = settlement.run(date, RunOptions.ALL, SettlementListener.NONE);
    if (result instanceof RunResult.Waiting waiting && waiting.step() == Step.APPROVE) {
      settlement.approve(date, "maker", "checker");
    }
    return result;
  }
}
