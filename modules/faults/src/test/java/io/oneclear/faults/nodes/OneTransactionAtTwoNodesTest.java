package io.oneclear.faults.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.app.config.Installation;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.faults.terminals.TerminalFleet.Crew;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.terminal.CardEntry;
import io.oneclear.simulator.terminal.RawTerminal;
import io.oneclear.simulator.terminal.Sale;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalRequest;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal whose messages come to either of two nodes. */
@Tag("fault")
class OneTransactionAtTwoNodesTest {

  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration ANSWER = Duration.ofSeconds(40);
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /** The scheme approves it. */
  private static final long APPROVED = 12_300;

  /** The scheme never answers. */
  private static final long SILENT = 12_398;

  @TempDir static Path directory;

  private static NodePair nodes;
  private static PosDialect dialect;
  private static TerminalFleet here;
  private static TerminalFleet there;

  @BeforeAll
  static void start() throws Exception {
    nodes = NodePair.start(directory, UPSTREAM_TIMEOUT);
    Dialects dialects = Dialects.load(Installation.find());
    dialect = new PosDialect(dialects.pos(), dialects.posOptions());
    Crew crew = Crew.of(6, UPSTREAM_TIMEOUT);
    here = TerminalFleet.open(nodes.data, nodes.firstPort, crew.log("here.csv"));
    there = TerminalFleet.open(nodes.data, nodes.secondPort, crew.log("there.csv"));
    here.signOn();
  }

  @AfterAll
  static void theMoneyRulesHold() throws Exception {
    try {
      // What the other node was sent is in no terminal's log: the audit alone can judge.
      assertThat(ThreeLogs.of(nodes.data, SETTLED).violations()).isEmpty();
    } finally {
      here.close();
      there.close();
      nodes.close();
    }
  }

  /** Keys given by one node, MAC checked and made by the other. */
  @Test
  void aRepeatAtTheOtherNodeHearsTheSameAndIsNotSentAgain() throws Exception {
    TerminalSimulator terminal = here.terminal(0);
    TerminalRequest purchase = purchase(terminal, APPROVED);
    byte[] frame = terminal.frame(purchase);
    TerminalAnswer first = terminal.send(purchase);
    assertThat(first.approved()).isTrue();
    IsoMessage repeat = atTheOther(frame);
    assertThat(repeat.text(39)).isEqualTo("00");
    assertThat(repeat.text(37)).isEqualTo(first.rrn().code());
    assertThat(timesSent(first.rrn().code())).isEqualTo(1);
  }

  @Test
  void aRepeatAtTheOtherNodeWhileTheOriginalIsUnderWayHearsTheSame() throws Exception {
    TerminalSimulator terminal = here.terminal(1);
    TerminalRequest purchase = purchase(terminal, SILENT);
    byte[] frame = terminal.frame(purchase);
    CompletableFuture<TerminalAnswer> first = terminal.sendLater(purchase);
    try (RawTerminal other = there.raw()) {
      // Silent upstream: it is undecided until the time-out, which the repeat waits for.
      other.send(frame);
      assertThat(first.join().codeOrOutcome()).isEqualTo("98");
      assertThat(code(other)).isEqualTo("98");
    }
  }

  @Test
  void aReversalAtTheOtherNodeUndoesWhatIsDecidedAndWhatIsUnderWay() throws Exception {
    TerminalSimulator terminal = here.terminal(2);
    TerminalRequest sold = purchase(terminal, APPROVED);
    TerminalRequest silent = purchase(terminal, SILENT);
    assertThat(terminal.send(sold).approved()).isTrue();
    assertThat(reversedAtTheOther(terminal, sold)).isEqualTo("00");
    CompletableFuture<TerminalAnswer> underWay = terminal.sendLater(silent);
    assertThat(reversedAtTheOther(terminal, silent)).isEqualTo("00");
    assertThat(underWay.join().approved()).isFalse();
  }

  @Test
  void aReversalAtTheOtherNodeThatComesFirstKeepsItsOriginalOut() throws Exception {
    TerminalSimulator terminal = here.terminal(3);
    TerminalRequest purchase = purchase(terminal, APPROVED);
    assertThat(reversedAtTheOther(terminal, purchase)).isEqualTo("00");
    assertThat(terminal.send(purchase).approved()).isFalse();
  }

  @Test
  void aPurchaseIsVoidedAndAnotherRefundedAtTheOtherNode() throws Exception {
    TerminalSimulator terminal = here.terminal(4);
    DemoCard card = here.cards().getFirst();
    TerminalRequest first = purchase(terminal, APPROVED);
    Sale voided = terminal.sale(card, APPROVED, terminal.send(first));
    TerminalRequest undo =
        terminal
            .messages()
            .voidSale(terminal.batch(), terminal.newTrace(), voided, terminal.keys());
    assertThat(atTheOther(terminal.frame(undo)).text(39)).isEqualTo("00");
    TerminalRequest second = purchase(terminal, APPROVED);
    Sale refunded = terminal.sale(card, APPROVED, terminal.send(second));
    TerminalRequest refund =
        terminal.messages().refund(terminal.batch(), terminal.newTrace(), refunded, 1_000);
    assertThat(atTheOther(terminal.frame(refund)).text(39)).isEqualTo("00");
    // Voided there: neither node voids it again.
    TerminalRequest again =
        terminal
            .messages()
            .voidSale(terminal.batch(), terminal.newTrace(), voided, terminal.keys());
    assertThat(terminal.send(again).approved()).isFalse();
  }

  @Test
  void aNodeWhoseTraceNumbersAreAnothersDoesNotStart() throws Exception {
    ChildProcess third = nodes.secondAs("third").set("node", 3).start();
    try (third) {
      await()
          .atMost(NodePair.START)
          .until(() -> third.said().contains("overlap with those of node"));
    }
  }

  private static TerminalRequest purchase(TerminalSimulator terminal, long fen) {
    return terminal
        .messages()
        .purchase(
            terminal.batch(),
            terminal.newTrace(),
            here.cards().getFirst(),
            fen,
            CardEntry.MAGNETIC_WITH_PIN,
            null,
            terminal.keys());
  }

  private static String reversedAtTheOther(TerminalSimulator terminal, TerminalRequest original)
      throws Exception {
    return atTheOther(terminal.frame(terminal.messages().reversal(original, "98"))).text(39);
  }

  private static IsoMessage atTheOther(byte[] frame) throws Exception {
    try (RawTerminal other = there.raw()) {
      other.send(frame);
      return dialect.decode(other.next(ANSWER)).message();
    }
  }

  private static String code(RawTerminal other) throws Exception {
    return dialect.decode(other.next(ANSWER)).message().text(39);
  }

  private static long timesSent(String rrn) throws Exception {
    return Files.readAllLines(nodes.data.resolve("demo/scheme.csv")).stream()
        .filter(line -> line.contains(rrn))
        .count();
  }
}
