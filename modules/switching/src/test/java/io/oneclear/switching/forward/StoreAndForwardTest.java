package io.oneclear.switching.forward;

import static io.oneclear.switching.journal.TransactionState.SENT;
import static io.oneclear.switching.journal.TransactionState.TIMED_OUT;
import static io.oneclear.switching.sim.World.DEBIT_CARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Money;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.SwitchConfig;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.sim.MemoryJournal.Step;
import io.oneclear.switching.sim.MemoryJournal.Trouble;
import io.oneclear.switching.sim.ScriptedScheme.Behaviour;
import io.oneclear.switching.sim.ScriptedScheme.Distorts;
import io.oneclear.switching.sim.ScriptedScheme.Says;
import io.oneclear.switching.sim.ScriptedScheme.Silent;
import io.oneclear.switching.sim.ScriptedScheme.Unsent;
import io.oneclear.switching.sim.World;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreAndForwardTest {

  private static final StoreAndForwardConfig THREE_ATTEMPTS =
      new StoreAndForwardConfig(
          Duration.ofMillis(500),
          4,
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          3,
          Set.of(ResponseCode.APPROVED, ResponseCode.NO_ORIGINAL),
          Set.of(ResponseCode.ISSUER_UNAVAILABLE));

  private final World world = new World(SwitchConfig.DEFAULT, THREE_ATTEMPTS);

  StoreAndForwardTest() {
    world.signOn();
  }

  /** Sells and reverses, so that one reversal is stored. */
  private void storeReversal(int trace) {
    IsoMessage purchase = world.terminal.purchase(trace, DEBIT_CARD, 100);
    world.terminal.send(purchase);
    world.settle();
    world.terminal.send(world.terminal.reversal(purchase, "98"));
    world.settle();
  }

  private List<UpstreamRequest> reversals() {
    return world.scheme.received().stream().filter(each -> each.type().isReversal()).toList();
  }

  @Test
  void reversalSaysWhatTheJournalKeptAndNothingThatIsNeverStored() {
    storeReversal(11);
    world.storeAndForward.start();
    world.settle();
    UpstreamRequest purchase = world.scheme.received().getFirst();
    UpstreamRequest reversal = reversals().getFirst();
    assertThat(reversal.original())
        .isEqualTo(new UpstreamRequest.Original(Mti.FINANCIAL, purchase.key()));
    assertThat(reversal.pan()).isEqualTo(new Pan(DEBIT_CARD));
    assertThat(reversal.amount()).isEqualTo(purchase.amount());
    assertThat(reversal.rrn()).isEqualTo(purchase.rrn());
    assertThat(reversal.authorizationCode()).isEqualTo("A00001");
    assertThat(reversal.entryMode()).isEqualTo("022");
    assertThat(reversal.repeat()).isFalse();
    assertThat(reversal.pin()).isNull();
    assertThat(reversal.track2()).isNull();
    assertThat(world.journal.advices()).containsExactly("REVERSAL DELIVERED");
  }

  @Test
  void retransmissionsCarryTheSameIdentityAndTheRepeatFlag() {
    storeReversal(11);
    world.scheme.next(new Silent(), new Says("96"));
    world.storeAndForward.start();
    world.time.pass(Duration.ofMinutes(1));
    assertThat(reversals()).hasSize(3);
    assertThat(reversals()).extracting(UpstreamRequest::key).containsOnly(reversals().get(0).key());
    assertThat(reversals()).extracting(UpstreamRequest::repeat).containsExactly(false, true, true);
    assertThat(world.journal.advices()).containsExactly("REVERSAL DELIVERED");
  }

  @Test
  void schemeThatKnowsNoOriginalEndsTheReversal() {
    storeReversal(11);
    world.scheme.next(new Says("25"));
    world.storeAndForward.start();
    world.settle();
    assertThat(world.journal.advices()).containsExactly("REVERSAL DELIVERED");
  }

  @Test
  void reversalRefusedForEverIsParkedWithAnAlarmAndTheOthersFlow() {
    storeReversal(11);
    storeReversal(12);
    world.scheme.next(new Says("05"), new Says("00"), new Says("05"), new Says("05"));
    world.storeAndForward.start();
    world.time.pass(Duration.ofMinutes(2));
    assertThat(world.journal.advices()).containsExactly("REVERSAL PARKED", "REVERSAL DELIVERED");
    assertThat(reversals()).hasSize(4);
    assertThat(world.metrics.alarms()).containsExactly(Alarm.ADVICE_PARKED);
  }

  @Test
  void pausesBetweenAttemptsGrow() {
    storeReversal(11);
    world.scheme.next(new Says("96"), new Says("96"));
    world.storeAndForward.start();
    world.time.pass(Duration.ofMillis(700));
    assertThat(reversals()).hasSize(1);
    world.time.pass(Duration.ofSeconds(1));
    assertThat(reversals()).hasSize(2);
    world.time.pass(Duration.ofMillis(1_200));
    assertThat(reversals()).hasSize(2);
    world.time.pass(Duration.ofSeconds(2));
    assertThat(reversals()).hasSize(3);
  }

  @Test
  void linkThatIsDownUsesUpNoAttempts() {
    storeReversal(11);
    world.scheme.available(false);
    world.storeAndForward.start();
    world.time.pass(Duration.ofHours(2));
    assertThat(reversals()).isEmpty();
    world.scheme.available(true);
    world.scheme.next(new Unsent(), new Unsent(), new Unsent(), new Unsent());
    world.time.pass(Duration.ofMinutes(1));
    assertThat(world.journal.advices()).containsExactly("REVERSAL DELIVERED");
  }

  @Test
  void neverMoreUnderWayThanAllowed() {
    for (int trace = 11; trace < 21; trace++) {
      storeReversal(trace);
    }
    world.storeAndForward.start();
    world.time.pass(Duration.ofMillis(40));
    assertThat(world.storeAndForward.underWay()).isEqualTo(4);
    assertThat(reversals()).hasSize(4);
    world.time.pass(Duration.ofSeconds(10));
    assertThat(reversals()).hasSize(10);
    assertThat(world.storeAndForward.underWay()).isZero();
  }

  @Test
  void linkThatNeverAnswersTakesNoRoomFromTheOthers() {
    for (int trace = 11; trace < 21; trace++) {
      storeReversal(trace);
    }
    world.scheme.available(false);
    storeReversal(21);
    world.scheme.available(true);
    world.scheme.next(Collections.nCopies(10, new Silent()).toArray(Behaviour[]::new));
    world.storeAndForward.start();
    world.settle();
    assertThat(reversals()).as("waiting for their time-out").hasSize(4);
    assertThat(world.storeAndForward.underWay()).isEqualTo(4);
    assertThat(world.spare.receivedTypes())
        .containsExactly(UpstreamRequest.Type.PURCHASE, UpstreamRequest.Type.REVERSE_PURCHASE);
    assertThat(world.journal.advices().getLast()).isEqualTo("REVERSAL DELIVERED");
  }

  @Test
  void whatIsUnderWayWhenItStopsIsReportedOnAndNothingFollows() {
    for (int trace = 11; trace < 21; trace++) {
      storeReversal(trace);
    }
    world.storeAndForward.start();
    world.time.pass(Duration.ofMillis(40));
    assertThat(world.metrics.advicesNow()).isEqualTo(4);
    world.storeAndForward.stop();
    world.time.pass(Duration.ofMinutes(5));
    assertThat(reversals()).hasSize(4);
    assertThat(world.metrics.advicesNow()).isZero();
    assertThat(world.journal.advices()).filteredOn("REVERSAL DELIVERED"::equals).hasSize(4);
  }

  @Test
  void deliveryThatCouldNotBeRecordedIsSentAgainWithTheSameIdentity() {
    storeReversal(11);
    world.journal.disturb(Step.DELIVERED, Trouble.FAILS);
    world.storeAndForward.start();
    world.time.pass(Duration.ofMinutes(3));
    assertThat(reversals()).hasSize(2);
    assertThat(reversals()).extracting(UpstreamRequest::key).containsOnly(reversals().get(0).key());
    assertThat(world.journal.advices()).containsExactly("REVERSAL DELIVERED");
  }

  @Test
  void refundAskedAgainIsNotTakenWithAnAnswerAboutAnotherAmount() {
    String rrn = buy(11);
    Distorts wrong = new Distorts(answer -> withAmount(answer, 51));
    world.scheme.next(wrong, wrong, wrong, wrong);
    world.terminal.send(world.terminal.refund(12, DEBIT_CARD, 50, rrn));
    world.storeAndForward.start();
    world.time.pass(Duration.ofMinutes(2));
    assertThat(world.states()).containsExactly(TransactionState.APPROVED, SENT);
    assertThat(world.journal.advices()).containsExactly("REPEAT PARKED");
    assertThat(world.metrics.alarms())
        .containsOnly(Alarm.ANSWER_MISMATCH, Alarm.ADVICE_PARKED)
        .hasSize(5);
  }

  @Test
  void reversalIsNotDeliveredByAnAnswerAboutAnotherCard() {
    storeReversal(11);
    world.scheme.next(new Distorts(answer -> withCard(answer, World.CREDIT_CARD)));
    world.storeAndForward.start();
    world.time.pass(Duration.ofMinutes(1));
    assertThat(reversals()).hasSize(2);
    assertThat(world.journal.advices()).containsExactly("REVERSAL DELIVERED");
    assertThat(world.metrics.alarms()).containsExactly(Alarm.ANSWER_MISMATCH);
  }

  private static UpstreamAnswer withAmount(UpstreamAnswer answer, long fen) {
    return about(answer, Money.cny(fen), answer.pan());
  }

  private static UpstreamAnswer withCard(UpstreamAnswer answer, String card) {
    return about(answer, answer.amount(), new Pan(card));
  }

  private static UpstreamAnswer about(UpstreamAnswer answer, Money amount, Pan pan) {
    return new UpstreamAnswer(
        answer.key(),
        answer.code(),
        answer.authorizationCode(),
        answer.settlementDate(),
        amount,
        pan,
        answer.issuer(),
        answer.additionalAmounts(),
        answer.icc());
  }

  @Test
  void stoppedItTakesNothingNew() {
    world.storeAndForward.start();
    world.storeAndForward.stop();
    storeReversal(11);
    world.time.pass(Duration.ofMinutes(1));
    assertThat(reversals()).isEmpty();
  }

  @Test
  void nodeThatStartsReversesWhatItLeftUndecidedAndAsksRefundsAgain() {
    String rrn = buy(11);
    world.journal.disturb(Step.CONCLUDE, Trouble.HANGS, Trouble.HANGS);
    world.terminal.send(world.terminal.purchase(12, DEBIT_CARD, 100));
    world.terminal.send(world.terminal.refund(13, DEBIT_CARD, 50, rrn));
    world.settle();
    assertThat(new Recovery(world.journal, world.links).run().join()).isEqualTo(2);
    assertThat(world.states().subList(1, 3)).containsExactly(TIMED_OUT, SENT);
    assertThat(world.journal.advices()).containsExactly("REVERSAL QUEUED", "REPEAT QUEUED");
    world.storeAndForward.start();
    world.settle();
    assertThat(world.journal.advices()).containsExactly("REVERSAL DELIVERED", "REPEAT DELIVERED");
  }

  @Test
  void configurationOutOfRangeNamesTheComponent() {
    assertThatThrownBy(
            () ->
                new StoreAndForwardConfig(
                    Duration.ofMillis(500),
                    0,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(8),
                    3,
                    Set.of(),
                    Set.of()))
        .hasMessage("parallel is 0; allowed is 1 or more");
    assertThatThrownBy(
            () ->
                new SwitchConfig(
                    Duration.ofSeconds(56), 1, 1, 1, 0, Duration.ofMillis(1), Duration.ofMillis(1)))
        .hasMessage("requestDeadline is PT56S; allowed is at most PT55S");
  }

  private String buy(int trace) {
    var heard = world.terminal.send(world.terminal.purchase(trace, DEBIT_CARD, 100));
    world.settle();
    return heard.answer().text(37);
  }
}
