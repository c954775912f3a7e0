package io.oneclear.simulator.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.Dialects;
import io.oneclear.simulator.LoopbackHost;
import io.oneclear.simulator.TestCards;
import io.oneclear.simulator.terminal.TerminalAnswer.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalSimulatorTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;

  private final List<DemoTerminal> terminals = TestCards.terminals(5);
  private LoopbackHost host;
  private TerminalNetwork network;
  private TerminalLog log;

  @BeforeEach
  void start() throws Exception {
    host = new LoopbackHost(terminals);
    network = TerminalNetwork.open(Dialects.pos(), 1);
    log = TerminalLog.open(directory.resolve("terminals.log.csv"), Clock.systemUTC());
  }

  @AfterEach
  void stop() throws Exception {
    log.close();
    network.close();
    host.close();
  }

  @Test
  void signOnBringsKeysOfBothLengthsAndTheBatchNumber() {
    TerminalSimulator doubleLength = terminal(0, TerminalSettings.STANDARD);
    TerminalSimulator singleLength = terminal(4, TerminalSettings.STANDARD);

    assertThat(doubleLength.signOn().approved()).isTrue();
    assertThat(singleLength.signOn().approved()).isTrue();

    assertThat(doubleLength.batch()).isEqualTo(new BatchNumber(17));
    assertThat(singleLength.purchase(TestCards.DEBIT, 1_00).approved()).isTrue();
    assertThat(doubleLength.purchase(TestCards.DEBIT, 1_00).approved()).isTrue();
  }

  @Test
  void nothingWithAMacCanBeSentBeforeSignOn() {
    TerminalSimulator terminal = terminal(0, TerminalSettings.STANDARD);

    assertThatThrownBy(() -> terminal.purchase(TestCards.DEBIT, 1_00))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyWayToReadACardIsUnderstood() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);

    for (CardEntry entry : CardEntry.values()) {
      assertThat(terminal.purchase(TestCards.CREDIT, 2_00, entry, null).approved())
          .as("%s", entry)
          .isTrue();
    }
    assertThat(terminal.balance(TestCards.DEBIT).balanceFen()).isEqualTo(1_000_000_00);
  }

  @Test
  void totalsAreSalesLessWhatWasReversedWithVoidsAndRefundsAsCredit() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);
    Sale first = sell(terminal, 10_00);
    Sale second = sell(terminal, 20_00);
    sell(terminal, 30_00);

    assertThat(terminal.voidSale(first).approved()).isTrue();
    assertThat(terminal.refund(second, 5_00).approved()).isTrue();

    assertThat(terminal.domesticTotals()).isEqualTo(new BatchTotals(60_00, 3, 15_00, 2));
    assertThat(host.totals(terminal.terminal().id()))
        .isEqualTo(new BatchTotals(60_00, 3, 15_00, 2));
  }

  @Test
  void foreignCardsAreCountedApart() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);

    assertThat(terminal.purchase(TestCards.FOREIGN, 7_00).approved()).isTrue();

    assertThat(terminal.domesticTotals()).isEqualTo(BatchTotals.NONE);
    assertThat(terminal.foreignTotals()).isEqualTo(new BatchTotals(7_00, 1, 0, 0));
    assertThat(terminal.settle().result()).isEqualTo(Settlement.EQUAL);
  }

  @Test
  void aPurchaseWithoutAnswerIsReversedAndNotCounted() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD.withAnswerTimeout(SHORT));
    host.silentFor(PosRequest.Purchase.class::isInstance);

    TerminalAnswer answer = terminal.purchase(TestCards.DEBIT, 10_00);

    assertThat(answer.outcome()).isEqualTo(Outcome.NO_ANSWER);
    assertThat(terminal.pendingReversal()).isNull();
    assertThat(terminal.domesticTotals()).isEqualTo(BatchTotals.NONE);
    assertThat(host.totals(terminal.terminal().id())).isEqualTo(BatchTotals.NONE);
  }

  @Test
  void anApprovalWithAWrongMacIsNotBelievedAndReversed() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);
    host.wrongMacFor(PosRequest.Purchase.class::isInstance);

    TerminalAnswer answer = terminal.purchase(TestCards.DEBIT, 10_00);

    assertThat(answer.outcome()).isEqualTo(Outcome.WRONG_MAC);
    assertThat(answer.approved()).isFalse();
    assertThat(host.totals(terminal.terminal().id())).isEqualTo(BatchTotals.NONE);
  }

  @Test
  void aReversalNobodyAnswersIsKeptForTheNextTransactionAndGivenUpAfterThreeTries() {
    TerminalSimulator terminal =
        signedOn(0, TerminalSettings.STANDARD.withAnswerTimeout(SHORT).reversingByHand());
    host.silentFor(
        request ->
            request instanceof PosRequest.Purchase || request instanceof PosRequest.Reversal);

    terminal.purchase(TestCards.DEBIT, 10_00);
    assertThat(terminal.pendingReversal()).isNotNull();
    int before = host.frames();
    host.silentFor(PosRequest.Reversal.class::isInstance);
    assertThat(terminal.purchase(TestCards.DEBIT, 11_00).approved()).isTrue();

    assertThat(host.frames() - before).isEqualTo(3 + 1);
    assertThat(terminal.abandonedReversals()).isEqualTo(1);
  }

  @Test
  void theSameRequestAgainIsCountedOnce() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);
    TerminalRequest request =
        terminal
            .messages()
            .purchase(
                terminal.batch(),
                terminal.newTrace(),
                TestCards.DEBIT,
                9_00,
                CardEntry.MAGNETIC_WITH_PIN,
                null,
                terminal.keys());

    TerminalAnswer first = terminal.transact(request);
    TerminalAnswer second = terminal.transact(request);

    assertThat(second.rrn()).isEqualTo(first.rrn());
    assertThat(terminal.domesticTotals()).isEqualTo(new BatchTotals(9_00, 1, 0, 0));
  }

  @Test
  void aLineThatIsCutConnectsAgain() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD.withAnswerTimeout(SHORT));
    host.disconnectAll();

    TerminalAnswer lost = terminal.echo();
    TerminalAnswer next = terminal.echo();

    assertThat(lost.outcome()).isIn(Outcome.CONNECTION_LOST, Outcome.ANSWERED);
    assertThat(next.approved()).isTrue();
  }

  @Test
  void equalTotalsCloseTheBatchWithoutUpload() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);
    sell(terminal, 10_00);

    Settlement settlement = terminal.settle();

    assertThat(settlement.result()).isEqualTo(Settlement.EQUAL);
    assertThat(settlement.uploaded()).isZero();
    assertThat(settlement.closed()).isTrue();
    assertThat(terminal.batch()).isEqualTo(new BatchNumber(18));
    assertThat(terminal.domesticTotals()).isEqualTo(BatchTotals.NONE);
  }

  @Test
  void unequalTotalsUploadEverySaleEightAtATime() {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);
    for (int i = 0; i < 10; i++) {
      sell(terminal, 10_00);
    }
    int before = host.frames();

    Settlement settlement = terminal.settle(BatchTotals.NONE, false);

    assertThat(settlement.result()).isEqualTo(Settlement.NOT_EQUAL);
    assertThat(settlement.uploaded()).isEqualTo(10);
    assertThat(host.uploaded(terminal.terminal().id())).isEqualTo(10);
    assertThat(host.frames() - before).isEqualTo(1 + 2 + 1);
    assertThat(settlement.closed()).isTrue();
  }

  @Test
  void theLogHasALinePerExchangeAndNoCardNumber() throws Exception {
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);
    sell(terminal, 10_00);

    List<String> lines = Files.readAllLines(directory.resolve("terminals.log.csv"));

    assertThat(lines).hasSize(3).first().isEqualTo(TerminalLog.HEADER);
    assertThat(lines.getLast())
        .contains(",PURCHASE,", TestCards.DEBIT.pan().masked(), ",1000,ANSWERED,00,")
        .doesNotContain(TestCards.DEBIT.pan().clear());
  }

  @Test
  void aRawTerminalSendsAnythingAndSeesTheEnd() throws Exception {
    try (RawTerminal raw = network.raw("127.0.0.1", host.port())) {
      raw.send(new byte[] {1, 2, 3});
      assertThat(raw.endsWithin(Duration.ofSeconds(5))).isTrue();
    }
    TerminalSimulator terminal = signedOn(0, TerminalSettings.STANDARD);
    try (RawTerminal raw = network.raw("127.0.0.1", host.port())) {
      raw.send(terminal.frame(terminal.messages().echo(terminal.batch(), terminal.newTrace())));
      assertThat(raw.next(Duration.ofSeconds(5))).isNotNull();
    }
  }

  private Sale sell(TerminalSimulator terminal, long fen) {
    TerminalAnswer answer = terminal.purchase(TestCards.DEBIT, fen);
    assertThat(answer.approved()).isTrue();
    return terminal.sale(TestCards.DEBIT, fen, answer);
  }

  private TerminalSimulator signedOn(int index, TerminalSettings settings) {
    TerminalSimulator terminal = terminal(index, settings);
    assertThat(terminal.signOn().approved()).isTrue();
    return terminal;
  }

  private TerminalSimulator terminal(int index, TerminalSettings settings) {
    return new TerminalSimulator(
        terminals.get(index),
        network.line("127.0.0.1", host.port()),
        settings,
        Clock.systemUTC(),
        new SplittableRandom(1),
        log);
  }
}
