package io.oneclear.switching;

import static io.oneclear.switching.journal.TransactionState.APPROVED;
import static io.oneclear.switching.journal.TransactionState.DECLINED;
import static io.oneclear.switching.journal.TransactionState.REMEMBERED;
import static io.oneclear.switching.journal.TransactionState.REVERSED;
import static io.oneclear.switching.journal.TransactionState.SENT;
import static io.oneclear.switching.journal.TransactionState.TIMED_OUT;
import static io.oneclear.switching.sim.World.DEBIT_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Money;
import io.oneclear.message.Pan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.security.ClearPin;
import io.oneclear.security.PinFormat;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.SwitchMetrics.Hop;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.sim.MemoryJournal.Step;
import io.oneclear.switching.sim.MemoryJournal.Trouble;
import io.oneclear.switching.sim.PosTerminal.Heard;
import io.oneclear.switching.sim.ScriptedScheme.Distorts;
import io.oneclear.switching.sim.ScriptedScheme.Late;
import io.oneclear.switching.sim.ScriptedScheme.Says;
import io.oneclear.switching.sim.ScriptedScheme.Silent;
import io.oneclear.switching.sim.ScriptedScheme.Unsent;
import io.oneclear.switching.sim.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PurchaseTest {

  private static final Duration PAST_TIME_OUT = Duration.ofSeconds(20);

  private final World world = World.signedOn();

  private Heard buy(int trace, long fen) {
    Heard heard = world.terminal.send(world.terminal.purchase(trace, DEBIT_CARD, fen));
    world.settle();
    return heard;
  }

  @Test
  void approvedPurchaseIsAnsweredWithRightMacAndStandsInTheJournal() {
    Heard heard = buy(11, 8800);
    assertThat(heard.code()).isEqualTo("00");
    assertThat(heard.answer().rightMac()).isTrue();
    assertThat(heard.answer().text(37)).hasSize(12).startsWith("01");
    assertThat(heard.answer().text(38)).hasSize(6);
    assertThat(heard.answer().text(44)).isEqualTo("01020000   49000000   ");
    assertThat(heard.answer().text(12)).isEqualTo("103001");
    assertThat(heard.answer().text(13)).isEqualTo("1122");
    assertThat(world.states()).containsExactly(APPROVED);
    assertThat(world.metrics.answers()).contains("Purchase cups 00");
    assertThat(world.metrics.nowInFlight()).isZero();
    assertThat(world.metrics.hops()).contains(Hop.MAC, Hop.INTENT, Hop.UPSTREAM, Hop.OUTCOME);
  }

  @Test
  void schemeIsAskedWithOurOwnReferenceAndTheMerchantsData() {
    buy(11, 8800);
    UpstreamRequest asked = world.scheme.received().getFirst();
    assertThat(asked.type()).isEqualTo(UpstreamRequest.Type.PURCHASE);
    assertThat(asked.amount()).isEqualTo(Money.cny(8800));
    assertThat(asked.pan()).isEqualTo(new Pan(DEBIT_CARD));
    assertThat(asked.rrn()).isEqualTo(world.journal.entries().getFirst().intent().rrn());
    assertThat(asked.mcc()).isEqualTo("5311");
    assertThat(asked.conditionCode()).isEqualTo("00");
    assertThat(asked.localTime()).isEqualTo("103001");
  }

  @Test
  void intentIsDurableBeforeTheRequestLeaves() {
    world.journal.latency(Duration.ofMillis(100));
    Heard heard = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(Duration.ofMillis(99));
    assertThat(world.scheme.received()).isEmpty();
    world.time.pass(Duration.ofMillis(1));
    assertThat(world.states()).containsExactly(SENT);
    assertThat(world.scheme.received()).hasSize(1);
    assertThat(heard.code()).isEqualTo("nothing");
  }

  @Test
  void approvalIsDurableBeforeTheTerminalHearsOfIt() {
    world.journal.latency(Duration.ofMillis(100));
    Heard heard = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(Duration.ofMillis(279));
    assertThat(heard.code()).isEqualTo("nothing");
    world.time.pass(Duration.ofMillis(1));
    assertThat(world.states()).containsExactly(APPROVED);
    assertThat(heard.code()).isEqualTo("00");
  }

  @Test
  void pinArrivesUnderTheLinksKey() {
    IsoMessage purchase = world.terminal.purchase(11, DEBIT_CARD, 100);
    world.terminal.send(world.terminal.withPin(purchase, "123456"));
    world.settle();
    UpstreamRequest asked = world.scheme.received().getFirst();
    assertThat(world.schemeKeys.openPin(PinFormat.ISO0, asked.pin(), asked.pan()))
        .isEqualTo(new ClearPin("123456"));
  }

  @Test
  void pinBlockThatIsNoneIsDeclined99() {
    IsoMessage purchase = world.terminal.purchase(11, DEBIT_CARD, 100);
    purchase.set(22, "021").set(53, "2600000000000000").set(52, World.hex("0102030405060708"));
    Heard heard = world.terminal.send(purchase);
    world.settle();
    assertThat(heard.code()).isEqualTo("99");
    assertThat(world.scheme.received()).isEmpty();
    assertThat(world.states()).containsExactly(DECLINED);
  }

  @Test
  void schemesRefusalIsPassedOn() {
    world.scheme.next(new Says("51"));
    Heard heard = buy(11, 100);
    assertThat(heard.code()).isEqualTo("51");
    assertThat(heard.answer().rightMac()).isTrue();
    assertThat(heard.answer().text(38)).isNull();
    assertThat(world.states()).containsExactly(DECLINED);
  }

  @Test
  void codesAboutOurOwnLineReachTheTerminalAs96() {
    world.scheme.next(new Says("A0"));
    assertThat(buy(11, 100).code()).isEqualTo("96");
  }

  @Test
  void spareLinkCarriesWhatTheFirstCannot() {
    world.scheme.available(false);
    assertThat(buy(11, 100).code()).isEqualTo("00");
    assertThat(world.spare.received()).hasSize(1);
  }

  @Test
  void noLinkUpIsDeclined91AndTheRepeatHearsTheSame() {
    world.scheme.available(false);
    world.spare.available(false);
    assertThat(buy(11, 100).code()).isEqualTo("91");
    world.scheme.available(true);
    assertThat(buy(11, 100).code()).isEqualTo("91");
    assertThat(world.scheme.received()).isEmpty();
  }

  @Test
  void requestThatNeverLeftIsDeclined92WithoutReversal() {
    world.scheme.next(new Unsent());
    assertThat(buy(11, 100).code()).isEqualTo("92");
    assertThat(world.states()).containsExactly(DECLINED);
    assertThat(world.journal.advices()).isEmpty();
  }

  @Test
  void missingAnswerIsTimedOutAndReversedOnce() {
    world.storeAndForward.start();
    world.scheme.next(new Silent());
    Heard heard = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(PAST_TIME_OUT);
    assertThat(heard.code()).isEqualTo("98");
    assertThat(heard.times()).isEqualTo(1);
    assertThat(world.states()).containsExactly(TIMED_OUT);
    assertThat(world.journal.advices()).containsExactly("REVERSAL DELIVERED");
    assertThat(world.scheme.receivedTypes())
        .containsExactly(UpstreamRequest.Type.PURCHASE, UpstreamRequest.Type.REVERSE_PURCHASE);
  }

  @Test
  void lateApprovalMovesNothingAndIsNoted() {
    world.scheme.next(new Late(Duration.ofSeconds(16)));
    Heard heard = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(PAST_TIME_OUT);
    assertThat(heard.code()).isEqualTo("98");
    assertThat(world.states()).containsExactly(TIMED_OUT);
    assertThat(world.journal.lateAnswers()).containsExactly("cups 00");
    assertThat(world.metrics.alarms()).containsExactly(Alarm.LATE_APPROVAL);
    assertThat(world.journal.advices()).containsExactly("REVERSAL QUEUED");
  }

  @Test
  void answerWithAnotherAmountIsReversedAndAlarmed() {
    world.scheme.next(new Distorts(answer -> with(answer, Money.cny(1), answer.pan())));
    assertThat(buy(11, 100).code()).isEqualTo("98");
    assertThat(world.states()).containsExactly(TIMED_OUT);
    assertThat(world.metrics.alarms()).containsExactly(Alarm.ANSWER_MISMATCH);
    assertThat(world.journal.advices()).containsExactly("REVERSAL QUEUED");
  }

  @Test
  void answerWithAnotherCardIsReversedAndAlarmed() {
    Pan other = new Pan(World.CREDIT_CARD);
    world.scheme.next(new Distorts(answer -> with(answer, answer.amount(), other)));
    assertThat(buy(11, 100).code()).isEqualTo("98");
    assertThat(world.metrics.alarms()).containsExactly(Alarm.ANSWER_MISMATCH);
  }

  @Test
  void repeatOfADecidedPurchaseGetsTheSameValuesAndNoSecondSend() {
    Heard first = buy(11, 100);
    world.time.pass(Duration.ofMinutes(3));
    Heard second = buy(11, 100);
    assertThat(world.scheme.received()).hasSize(1);
    assertThat(second.answer().message().fields()).isEqualTo(first.answer().message().fields());
    for (int field : first.answer().message().fields()) {
      assertThat(second.answer().text(field))
          .as("field " + field)
          .isEqualTo(first.answer().text(field));
    }
    assertThat(world.metrics.replayedSoFar()).isEqualTo(1);
  }

  @Test
  void fiftyRepeatsWhileItIsUnderWayAreOneSendAndOneAnswer() {
    Heard[] heard = new Heard[50];
    for (int i = 0; i < heard.length; i++) {
      heard[i] = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    }
    world.settle();
    assertThat(world.scheme.received()).hasSize(1);
    assertThat(heard).allMatch(each -> each.code().equals("00") && each.times() == 1);
    assertThat(heard)
        .extracting(each -> each.answer().text(37))
        .containsOnly(heard[0].answer().text(37));
    assertThat(world.metrics.joinedSoFar()).isEqualTo(49);
  }

  @Test
  void sameKeyWithAnotherAmountUnderWayIsRefused94AndAlarmed() {
    Heard first = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    Heard second = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 101));
    world.settle();
    assertThat(first.code()).isEqualTo("00");
    assertThat(second.code()).isEqualTo("94");
    assertThat(world.metrics.alarms()).containsExactly(Alarm.DUPLICATE_DIFFERS);
  }

  @Test
  void sameKeyWithAnotherCardLaterIsRefused94AndAlarmed() {
    buy(11, 100);
    Heard second = world.terminal.send(world.terminal.purchase(11, World.CREDIT_CARD, 100));
    world.settle();
    assertThat(second.code()).isEqualTo("94");
    assertThat(world.metrics.alarms()).containsExactly(Alarm.DUPLICATE_DIFFERS);
    assertThat(world.scheme.received()).hasSize(1);
  }

  @Test
  void repeatOfATimedOutPurchaseHears98() {
    world.scheme.next(new Silent());
    world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(PAST_TIME_OUT);
    assertThat(buy(11, 100).code()).isEqualTo("98");
    assertThat(world.scheme.received()).hasSize(1);
  }

  @Test
  void terminalsReversalWinsAgainstTheAnswerThatComesAfter() {
    IsoMessage purchase = world.terminal.purchase(11, DEBIT_CARD, 100);
    Heard bought = world.terminal.send(purchase);
    Heard reversed = world.terminal.send(world.terminal.reversal(purchase, "98"));
    world.settle();
    assertThat(reversed.code()).isEqualTo("00");
    assertThat(bought.code()).isEqualTo("98");
    assertThat(world.states()).containsExactly(TIMED_OUT);
    assertThat(world.journal.advices()).containsExactly("REVERSAL QUEUED");
  }

  @Test
  void purchaseThatItsReversalOvertookIsRefused() {
    IsoMessage purchase = world.terminal.purchase(11, DEBIT_CARD, 100);
    Heard reversed = world.terminal.send(world.terminal.reversal(purchase, "98"));
    assertThat(reversed.code()).isEqualTo("00");
    assertThat(buy(11, 100).code()).isEqualTo("12");
    assertThat(world.scheme.received()).isEmpty();
    assertThat(world.states()).containsExactly(REMEMBERED);
  }

  @Test
  void reversedPurchaseIsNeverApprovedAgain() {
    IsoMessage purchase = world.terminal.purchase(11, DEBIT_CARD, 100);
    world.terminal.send(purchase);
    world.settle();
    world.terminal.send(world.terminal.reversal(purchase, "98"));
    assertThat(buy(11, 100).code()).isEqualTo("12");
    assertThat(world.states()).containsExactly(REVERSED);
  }

  @Test
  void journalThatFailsBeforeTheSendIsAnswered96AndNothingLeaves() {
    world.journal.disturb(Step.BEGIN, Trouble.FAILS);
    Heard heard = buy(11, 100);
    assertThat(heard.code()).isEqualTo("96");
    assertThat(world.scheme.received()).isEmpty();
    assertThat(world.states()).isEmpty();
    assertThat(world.metrics.alarms()).containsExactly(Alarm.JOURNAL);
  }

  @Test
  void intentWhoseCommitWasInDoubtIsClosedAsDeclined() {
    world.journal.disturb(Step.BEGIN, Trouble.LOST);
    assertThat(buy(11, 100).code()).isEqualTo("96");
    world.time.pass(Duration.ofSeconds(5));
    assertThat(world.states()).containsExactly(DECLINED);
    assertThat(world.scheme.received()).isEmpty();
    assertThat(world.metrics.nowInFlight()).isZero();
  }

  @Test
  void approvalWhoseCommitFailedIsReversedAndAnswered98() {
    world.journal.disturb(Step.CONCLUDE, Trouble.FAILS);
    assertThat(buy(11, 100).code()).isEqualTo("98");
    world.time.pass(Duration.ofSeconds(5));
    assertThat(world.states()).containsExactly(TIMED_OUT);
    assertThat(world.journal.advices()).containsExactly("REVERSAL QUEUED");
  }

  @Test
  void approvalWhoseCommitWasInDoubtIsReversedAndAnswered98() {
    world.journal.disturb(Step.CONCLUDE, Trouble.LOST);
    assertThat(buy(11, 100).code()).isEqualTo("98");
    world.time.pass(Duration.ofSeconds(5));
    assertThat(world.states()).containsExactly(REVERSED);
    assertThat(world.journal.advices()).containsExactly("REVERSAL QUEUED");
    assertThat(world.metrics.alarms()).contains(Alarm.UNHEARD_APPROVAL);
  }

  @Test
  void undoingGoesOnUntilTheJournalTakesIt() {
    world.journal.disturb(Step.CONCLUDE, Trouble.FAILS);
    world.journal.disturb(Step.FIND, Trouble.FAILS, Trouble.FAILS, Trouble.FAILS);
    assertThat(buy(11, 100).code()).isEqualTo("98");
    assertThat(world.metrics.nowInFlight()).isEqualTo(1);
    world.time.pass(Duration.ofSeconds(10));
    assertThat(world.states()).containsExactly(TIMED_OUT);
    assertThat(world.metrics.nowInFlight()).isZero();
  }

  @Test
  void hangingJournalIsAnswered96AtTheDeadline() {
    world.journal.disturb(Step.BEGIN, Trouble.HANGS);
    Heard heard = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(SwitchConfig.DEFAULT.requestDeadline().minusMillis(1));
    assertThat(heard.code()).isEqualTo("nothing");
    world.time.pass(Duration.ofMillis(1));
    assertThat(heard.code()).isEqualTo("96");
  }

  @Test
  void intentThatIsDurableOnlyAfterTheDeadlineIsNotSent() {
    world.journal.latency(Duration.ofSeconds(31));
    Heard heard = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(Duration.ofSeconds(70));
    assertThat(heard.code()).isEqualTo("96");
    assertThat(world.scheme.received()).isEmpty();
    assertThat(world.states()).containsExactly(DECLINED);
    assertThat(heard.times()).isEqualTo(1);
  }

  @Test
  void approvalThatIsDurableOnlyAfterTheDeadlineIsReversed() {
    world.journal.latency(Duration.ofSeconds(20));
    Heard heard = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(Duration.ofMinutes(2));
    assertThat(heard.code()).isEqualTo("98");
    assertThat(heard.times()).isEqualTo(1);
    assertThat(world.states()).containsExactly(REVERSED);
    assertThat(world.journal.advices()).containsExactly("REVERSAL QUEUED");
    assertThat(world.metrics.alarms()).contains(Alarm.UNHEARD_APPROVAL);
  }

  @Test
  void undecidedElsewhereIsAnsweredAsSoonAsItIsDecided() {
    World other = World.signedOn();
    other.journal.disturb(Step.CONCLUDE, Trouble.HANGS);
    other.terminal.send(other.terminal.purchase(11, DEBIT_CARD, 100));
    other.settle();
    // The same journal seen by a second node, which knows nothing of the first one's flight.
    Heard heard = other.secondNode().send(other.terminal.purchase(11, DEBIT_CARD, 100));
    other.settle();
    assertThat(heard.code()).isEqualTo("nothing");
    var entry = other.journal.entries().getFirst();
    var decided = other.journal.conclude(entry, Outcome.declined(new ResponseCode("51")));
    assertThat(decided.join().won()).isTrue();
    other.settle();
    assertThat(heard.code()).isEqualTo("51");
    assertThat(other.scheme.received()).hasSize(1);
  }

  @Test
  void approvalOfWhichARepeatWasToldAtAnotherNodeIsNotTakenBack() {
    world.journal.disturb(Step.CONCLUDE, Trouble.LOST);
    Heard first = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    Heard repeat = world.secondNode().send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(PAST_TIME_OUT);
    assertThat(first.code()).isEqualTo("98");
    assertThat(repeat.code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(TransactionState.APPROVED);
    assertThat(world.journal.advices()).isEmpty();
    // The terminal's own reversal, which the 98 makes it send, undoes it all the same.
    Heard reversal =
        world.terminal.send(
            world.terminal.reversal(world.terminal.purchase(11, DEBIT_CARD, 100), "98"));
    world.settle();
    assertThat(reversal.code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(TransactionState.REVERSED);
  }

  @Test
  void repeatAfterAnUnheardApprovalWasTakenBackDoesNotHearOfIt() {
    world.journal.disturb(Step.CONCLUDE, Trouble.LOST);
    Heard first = buy(11, 100);
    world.time.pass(PAST_TIME_OUT);
    assertThat(first.code()).isEqualTo("98");
    assertThat(world.states()).containsExactly(TransactionState.REVERSED);
    Heard repeat = world.secondNode().send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.settle();
    assertThat(repeat.code()).isEqualTo("12");
  }

  @Test
  void repeatWhoseApprovalCannotBeNotedAsToldHearsNothing() {
    buy(11, 100);
    world.journal.disturb(Step.TELL, Trouble.FAILS);
    Heard repeat = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.settle();
    assertThat(repeat.code()).isEqualTo("dropped");
    assertThat(buy(11, 100).code()).isEqualTo("00");
  }

  @Test
  void securityModuleOutOfReachIsAnswered96() {
    world.security.down(true);
    Heard heard = buy(11, 100);
    assertThat(heard.code()).isEqualTo("96");
    assertThat(world.metrics.alarms()).containsExactly(Alarm.SECURITY_MODULE);
  }

  @Test
  void hangingSecurityModuleIsAnswered96AtTheDeadline() {
    world.security.hanging(true);
    Heard heard = world.terminal.send(world.terminal.purchase(11, DEBIT_CARD, 100));
    world.time.pass(Duration.ofSeconds(31));
    assertThat(heard.code()).isEqualTo("96");
    assertThat(world.states()).isEmpty();
  }

  @Test
  void approvalThatCannotBeGivenAMacIsDroppedNotSentBare() {
    world.security.macDown(true);
    Heard heard = buy(11, 100);
    assertThat(heard.code()).isEqualTo("dropped");
    assertThat(world.metrics.drops()).containsExactly("Purchase no MAC for an approval");
  }

  @Test
  void answerThatCannotBeWrittenGivesItsPlaceBackAllTheSame() {
    world.security.macMissing(true);
    Heard heard = buy(11, 100);
    assertThat(heard.code()).isEqualTo("dropped");
    assertThat(heard.times()).isEqualTo(1);
  }

  @Test
  void balanceInquiryTellsTheBalanceAndIsNeverReversed() {
    Heard heard = world.terminal.send(world.terminal.balance(12, DEBIT_CARD));
    world.settle();
    assertThat(heard.code()).isEqualTo("00");
    assertThat(heard.answer().text(54)).isEqualTo("1002156C000001000000");
    world.scheme.next(new Silent());
    Heard silent = world.terminal.send(world.terminal.balance(13, DEBIT_CARD));
    world.time.pass(PAST_TIME_OUT);
    assertThat(silent.code()).isEqualTo("98");
    assertThat(world.journal.advices()).isEmpty();
  }

  private static UpstreamAnswer with(UpstreamAnswer answer, Money amount, Pan pan) {
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
}
