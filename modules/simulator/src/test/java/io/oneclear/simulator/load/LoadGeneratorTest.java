package io.oneclear.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.pos.BatchTotals;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.Dialects;
import io.oneclear.simulator.LoopbackHost;
import io.oneclear.simulator.TestCards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadGeneratorTest {

  @TempDir Path directory;

  private final List<DemoTerminal> terminals = TestCards.terminals(20);
  private final LoadGenerator generator = new LoadGenerator(Dialects.pos(), Clock.systemUTC());
  private LoopbackHost host;

  @BeforeEach
  void start() throws Exception {
    host = new LoopbackHost(terminals);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void everyPurchaseOfThePlanIsSentAnsweredAndBelieved() throws Exception {
    LoadPlan plan = plan(500, Duration.ofSeconds(1), Duration.ofSeconds(5), 1);

    LoadResult result = generator.run(plan, terminals, TestCards.ALL, LoadProgress.SILENT);

    assertThat(result.sent()).isEqualTo(500);
    assertThat(result.clean()).isTrue();
    assertThat(result.codes()).isEqualTo(Map.of("00", 500L));
    assertThat(result.microseconds().getTotalCount()).isEqualTo(500);
    assertThat(result.lagMicroseconds().getTotalCount()).isEqualTo(500);
    assertThat(result.sendLag(99)).isLessThanOrEqualTo(result.maxLag().toNanos() / 1_000);
    long counted =
        terminals.stream()
            .map(terminal -> host.totals(terminal.id()))
            .mapToLong(BatchTotals::debitCount)
            .sum();
    assertThat(counted).isEqualTo(500);
  }

  @Test
  void whatIsNeverAnsweredCountsWithTheWholeTimeout() throws Exception {
    host.silentFor(PosRequest.Purchase.class::isInstance);
    LoadPlan plan = plan(100, Duration.ofSeconds(1), Duration.ofMillis(500), 1);

    LoadResult result = generator.run(plan, terminals, TestCards.ALL, LoadProgress.SILENT);

    assertThat(result.timeouts()).isEqualTo(100);
    assertThat(result.answered()).isZero();
    assertThat(result.percentile(1)).isGreaterThanOrEqualTo(499_000);
  }

  @Test
  void aHostThatAnswersSlowlyDoesNotSlowTheSending() throws Exception {
    host.delayAnswers(Duration.ofMillis(700));
    LoadPlan plan = plan(200, Duration.ofSeconds(1), Duration.ofSeconds(5), 1);

    LoadResult result = generator.run(plan, terminals, TestCards.ALL, LoadProgress.SILENT);

    assertThat(result.sent()).isEqualTo(200);
    assertThat(result.percentile(0)).isGreaterThanOrEqualTo(699_000);
  }

  @Test
  void anApprovalWithAWrongMacIsNoApproval() throws Exception {
    host.wrongMacFor(PosRequest.Purchase.class::isInstance);
    LoadPlan plan = plan(50, Duration.ofSeconds(1), Duration.ofSeconds(5), 1);

    LoadResult result = generator.run(plan, terminals, TestCards.ALL, LoadProgress.SILENT);

    assertThat(result.wrongMacs()).isEqualTo(50);
    assertThat(result.approved()).isZero();
    assertThat(result.clean()).isFalse();
  }

  @Test
  void aSecondRunUsesOtherTraceNumbersThanTheFirst() throws Exception {
    Path traces = directory.resolve("traces");
    LoadPlan plan =
        plan(100, Duration.ofSeconds(1), Duration.ofSeconds(5), 0).withTraceFile(traces);

    generator.run(plan, terminals, TestCards.ALL, LoadProgress.SILENT);
    generator.run(plan, terminals, TestCards.ALL, LoadProgress.SILENT);

    int counted =
        terminals.stream().mapToInt(terminal -> host.totals(terminal.id()).debitCount()).sum();
    assertThat(counted).as("the host answers a known trace from memory").isEqualTo(200);
  }

  @Test
  void tracesByTimeOfDayAreRefusedWhereTheyCouldRepeat() {
    LoadPlan plan =
        new LoadPlan(
            "127.0.0.1",
            host.port(),
            1_000,
            Duration.ofSeconds(1),
            Duration.ZERO,
            20,
            2,
            1,
            Duration.ofSeconds(1),
            0,
            null,
            1_000,
            Verification.ALL);

    assertThatThrownBy(() -> generator.run(plan, terminals, TestCards.ALL, LoadProgress.SILENT))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("trace");
  }

  @Test
  void moreTerminalsThanThereAreIsRefused() {
    LoadPlan plan = LoadPlan.of("127.0.0.1", host.port(), 10, Duration.ofSeconds(1), 21, 2, 1);

    assertThatThrownBy(() -> generator.run(plan, terminals, TestCards.ALL, LoadProgress.SILENT))
        .isInstanceOf(LoadException.class)
        .hasMessage("21 terminals are asked for, 20 are known");
  }

  @Test
  void theReportIsAPageOfItsOwnAndAHistogramLog() throws Exception {
    LoadResult result =
        generator.run(
            plan(100, Duration.ofSeconds(1), Duration.ofSeconds(5), 1),
            terminals,
            TestCards.ALL,
            LoadProgress.SILENT);
    LoadReport report = new LoadReport(result);
    report.writeHtml(directory.resolve("load.html"));
    report.writeHistogramLog(directory.resolve("load.hlog"));

    assertThat(Files.readString(directory.resolve("load.html")))
        .contains("<svg", "p99.9", "sent 100 answered 100 approved 100")
        .doesNotContain("http://", "src=");
    assertThat(Files.readString(directory.resolve("load.hlog"))).contains("HIST");
  }

  private LoadPlan plan(int rate, Duration duration, Duration timeout, int firstTrace) {
    return new LoadPlan(
        "127.0.0.1",
        host.port(),
        rate,
        duration,
        Duration.ZERO,
        20,
        3,
        42,
        timeout,
        firstTrace,
        null,
        10_000,
        Verification.ALL);
  }
}
