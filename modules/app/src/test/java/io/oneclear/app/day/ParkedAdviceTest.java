package io.oneclear.app.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.app.command.OneClearCommand;
import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoNode;
import io.oneclear.app.demo.DemoOptions;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.simulator.scheme.rule.Rule;
import io.oneclear.simulator.scheme.rule.Treatment;
import io.oneclear.simulator.scheme.rule.Treatment.Delivery;
import io.oneclear.simulator.terminal.TerminalNetwork;
import io.oneclear.simulator.terminal.TerminalSettings;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reversal the scheme refuses until it is parked, and what a person does about it. */
class ParkedAdviceTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 2;
  private static final long SEED = 12;
  private static final Pattern PARKED = Pattern.compile("(?m)^(\\d+) PARKED .*last: answered 96$");

  @TempDir static Path directory;

  private static DemoNode node;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void start() {
    DemoOptions options =
        DemoOptions.onFreePorts()
            .withUpstreamTimeout(UPSTREAM_TIMEOUT)
            .with("storeAndForward.maxAttempts", Integer.toString(ATTEMPTS))
            .with("storeAndForward.pollInterval", "100ms")
            .with("storeAndForward.firstRetry", "100ms")
            .with("storeAndForward.longestRetry", "100ms")
            .with("database.logAhead", "0");
    node = DemoNode.start(Installation.find(), new DataDirectory(directory), options);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void requeuedReversalIsDeliveredAsWhatItWasAndUndoesItsPurchaseOnce() throws Exception {
    String advice = aReversalIsParked(0);

    assertThat(run("advice", "requeue", advice, "--reason", "  ")).isEqualTo(3);
    assertThat(told(err)).contains("the reason is missing");
    assertThat(run("advice", "requeue", advice, "--reason", "the scheme mended it", "--by", "li"))
        .as(told(err))
        .isZero();
    assertThat(told(out)).contains(advice + " requeued");

    await().atMost(SOON).until(() -> listed("delivered").contains(advice + " DELIVERED"));
    List<Map<String, String>> all = SchemeLog.rows(directory.resolve("demo/scheme.csv"));
    String rrn = all.getLast().get("f37");
    List<Map<String, String>> told =
        all.stream().filter(row -> rrn.equals(row.get("f37"))).toList();
    assertThat(told)
        .extracting(row -> row.get("mti") + " " + row.get("f39") + " " + row.get("effect"))
        .containsExactly("0200 00 debit", "0420 96 none", "0421 96 none", "0421 00 credit");
    assertThat(told.stream().mapToLong(SchemeLog::debited).sum()).isZero();
    List<Map<String, String>> reversals = told.subList(1, told.size());
    assertThat(reversals)
        .extracting(row -> row.get("f7") + row.get("f11"))
        .containsOnly(reversals.getFirst().get("f7") + reversals.getFirst().get("f11"));
    assertThat(run("audit")).as(told(out)).isZero();
  }

  @Test
  void skippedReversalIsNotAskedForAgain() throws Exception {
    String advice = aReversalIsParked(1);
    assertThat(run("item", "list")).isZero();
    String item =
        told(out)
            .lines()
            .filter(line -> line.contains(" PARKED_ADVICE " + advice + " "))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .findFirst()
            .orElseThrow();
    assertThat(run("item", "resolve", item, "--reason", "too early")).isEqualTo(3);
    assertThat(told(err)).contains("is about advice " + advice + ", which is parked");

    assertThat(run("advice", "skip", advice, "--reason", "refunded by letter")).isZero();
    assertThat(listed("skipped")).contains(advice + " SKIPPED");
    assertThat(run("advice", "requeue", advice, "--reason", "after all")).isEqualTo(3);
    assertThat(told(err)).contains(advice + " is SKIPPED, and only a parked one is requeued");
    assertThat(run("advice", "list", "--state", "skipped", "--json")).isZero();
    assertThat(told(out)).contains("\"id\" : " + advice, "\"state\" : \"SKIPPED\"");

    assertThat(run("item", "resolve", item, "--reason", "paid back", "--by", "li")).isZero();
    assertThat(told(out)).contains(item + " resolved");
    assertThat(run("item", "list", "--state", "closed", "--json")).isZero();
    assertThat(told(out)).contains("\"id\" : " + item, "li: paid back");
    assertThat(run("item", "resolve", item, "--reason", "again")).isEqualTo(3);
    assertThat(told(err)).contains(item + " is CLOSED");
    assertThat(run("audit")).as(told(out)).isZero();
  }

  /** The scheme takes a purchase and says nothing, and refuses its reversal every time. */
  private String aReversalIsParked(int index) {
    node.scheme()
        .rules(
            List.of(
                Rule.forType("0200", Treatment.of(Delivery.SILENT), 1),
                Rule.forType("0420", Treatment.decline("96"), ATTEMPTS)));
    try (TerminalNetwork network = TerminalNetwork.open(node.dialect(), 1)) {
      TerminalSimulator terminal =
          new TerminalSimulator(
              node.terminals().get(index),
              network.line("127.0.0.1", node.terminalsPort()),
              TerminalSettings.STANDARD,
              node.clock(),
              new SplittableRandom(SEED + index),
              null);
      assertThat(terminal.signOn().approved()).isTrue();
      assertThat(terminal.purchase(node.cards().get(index), 12_300).approved()).isFalse();
    }
    await().atMost(SOON).until(() -> PARKED.matcher(listed("parked")).find());
    Matcher parked = PARKED.matcher(listed("parked"));
    assertThat(parked.find()).isTrue();
    return parked.group(1);
  }

  private String listed(String state) {
    assertThat(run("advice", "list", "--state", state)).as(told(err)).isZero();
    return told(out);
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    List<String> line = new ArrayList<>(List.of(args));
    line.addAll(List.of("--data", directory.toString()));
    return OneClearCommand.run(
        CommandLineOutput.into(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        line.toArray(String[]::new));
  }

  private static String told(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
