package io.oneclear.switching;

import static io.oneclear.switching.journal.TransactionState.APPROVED;
import static io.oneclear.switching.journal.TransactionState.DECLINED;
import static io.oneclear.switching.journal.TransactionState.PARTLY_REFUNDED;
import static io.oneclear.switching.journal.TransactionState.REFUNDED;
import static io.oneclear.switching.journal.TransactionState.REVERSED;
import static io.oneclear.switching.journal.TransactionState.SENT;
import static io.oneclear.switching.journal.TransactionState.TIMED_OUT;
import static io.oneclear.switching.journal.TransactionState.VOIDED;
import static io.oneclear.switching.sim.World.CREDIT_CARD;
import static io.oneclear.switching.sim.World.DEBIT_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.sim.MemoryJournal.Step;
import io.oneclear.switching.sim.MemoryJournal.Trouble;
import io.oneclear.switching.sim.PosTerminal;
import io.oneclear.switching.sim.PosTerminal.Heard;
import io.oneclear.switching.sim.ScriptedScheme.Says;
import io.oneclear.switching.sim.ScriptedScheme.Silent;
import io.oneclear.switching.sim.ScriptedScheme.Unsent;
import io.oneclear.switching.sim.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VoidAndRefundTest {

  private static final Duration PAST_TIME_OUT = Duration.ofSeconds(20);
  private static final Duration PAST_DEADLINE = Duration.ofSeconds(40);

  private final World world = World.signedOn();
  private final PosTerminal terminal = world.terminal;

  private Heard send(IsoMessage message) {
    Heard heard = terminal.send(message);
    world.settle();
    return heard;
  }

  /** Buys for 100.00 under trace 11 and gives back our reference number. */
  private String bought() {
    return send(terminal.purchase(11, DEBIT_CARD, 10_000)).answer().text(37);
  }

  // --- void ------------------------------------------------------------------------------------

  @Test
  void voidTakesBackTheWholePurchaseAndNamesItUpstream() {
    bought();
    Heard heard = send(terminal.voiding(12, DEBIT_CARD, 10_000, 11));
    assertThat(heard.code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(VOIDED, APPROVED);
    UpstreamRequest purchase = world.scheme.received().get(0);
    UpstreamRequest voiding = world.scheme.received().get(1);
    assertThat(voiding.type()).isEqualTo(UpstreamRequest.Type.VOID_PURCHASE);
    assertThat(voiding.original().key()).isEqualTo(purchase.key());
    assertThat(voiding.authorizationCode()).isEqualTo("A00001");
    assertThat(voiding.key()).isNotEqualTo(purchase.key());
  }

  @Test
  void secondVoidOfTheSamePurchaseIsRefused() {
    bought();
    send(terminal.voiding(12, DEBIT_CARD, 10_000, 11));
    assertThat(send(terminal.voiding(13, DEBIT_CARD, 10_000, 11)).code()).isEqualTo("12");
    assertThat(world.scheme.received()).hasSize(2);
  }

  @Test
  void twoVoidsAtOnceAreOneVoid() {
    bought();
    Heard one = terminal.send(terminal.voiding(12, DEBIT_CARD, 10_000, 11));
    Heard other = terminal.send(terminal.voiding(13, DEBIT_CARD, 10_000, 11));
    world.settle();
    assertThat(one.code()).isEqualTo("00");
    assertThat(other.code()).isEqualTo("12");
    assertThat(world.states()).containsExactly(VOIDED, APPROVED, DECLINED);
  }

  @Test
  void voidOfAnotherAmountIsRefused() {
    bought();
    assertThat(send(terminal.voiding(12, DEBIT_CARD, 9_999, 11)).code()).isEqualTo("64");
  }

  @Test
  void voidOfAnotherCardIsRefused() {
    bought();
    assertThat(send(terminal.voiding(12, CREDIT_CARD, 10_000, 11)).code()).isEqualTo("25");
  }

  @Test
  void voidOfWhatWasNeverSoldIsRefused() {
    assertThat(send(terminal.voiding(12, DEBIT_CARD, 10_000, 11)).code()).isEqualTo("25");
  }

  @Test
  void voidFromAnotherTerminalIsRefused() {
    bought();
    PosTerminal other = world.anotherTerminal("10000002");
    Heard heard = other.send(other.voiding(12, DEBIT_CARD, 10_000, 11));
    world.settle();
    assertThat(heard.code()).isEqualTo("25");
  }

  @Test
  void voidThatNamesAnEarlierBatchIsRefused() {
    bought();
    IsoMessage message = terminal.voiding(12, DEBIT_CARD, 10_000, 11).set(61, "000009000011");
    assertThat(send(message).code()).isEqualTo("25");
  }

  @Test
  void voidThatSaysAnotherAuthorizationCodeIsRefused() {
    bought();
    IsoMessage message = terminal.voiding(12, DEBIT_CARD, 10_000, 11).set(38, "999999");
    assertThat(send(message).code()).isEqualTo("25");
  }

  @Test
  void voidOfAVoidIsRefused() {
    bought();
    send(terminal.voiding(12, DEBIT_CARD, 10_000, 11));
    assertThat(send(terminal.voiding(13, DEBIT_CARD, 10_000, 12)).code()).isEqualTo("25");
  }

  @Test
  void declinedVoidLeavesThePurchaseFreeForAnother() {
    bought();
    world.scheme.next(new Says("05"));
    assertThat(send(terminal.voiding(12, DEBIT_CARD, 10_000, 11)).code()).isEqualTo("05");
    assertThat(send(terminal.voiding(13, DEBIT_CARD, 10_000, 11)).code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(VOIDED, DECLINED, APPROVED);
  }

  @Test
  void missingAnswerToAVoidIsReversedAndThePurchaseStands() {
    world.storeAndForward.start();
    bought();
    world.scheme.next(new Silent());
    Heard heard = terminal.send(terminal.voiding(12, DEBIT_CARD, 10_000, 11));
    world.time.pass(PAST_TIME_OUT);
    assertThat(heard.code()).isEqualTo("98");
    assertThat(world.states()).containsExactly(APPROVED, TIMED_OUT);
    UpstreamRequest reversal = world.scheme.received().getLast();
    assertThat(reversal.type()).isEqualTo(UpstreamRequest.Type.REVERSE_VOID);
    assertThat(reversal.original().key()).isEqualTo(world.scheme.received().get(1).key());
  }

  @Test
  void reversedVoidGivesThePurchaseItsLifeBack() {
    bought();
    IsoMessage voiding = terminal.voiding(12, DEBIT_CARD, 10_000, 11);
    send(voiding);
    assertThat(send(terminal.reversal(voiding, "98")).code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(APPROVED, REVERSED);
  }

  @Test
  void voidGoesTheWayItsPurchaseWentOrNotAtAll() {
    bought();
    world.scheme.available(false);
    assertThat(send(terminal.voiding(12, DEBIT_CARD, 10_000, 11)).code()).isEqualTo("91");
    assertThat(world.spare.received()).isEmpty();
  }

  // --- refund ----------------------------------------------------------------------------------

  @Test
  void refundByReferenceNumberIsSentAsAdviceNamingThePurchase() {
    String rrn = bought();
    assertThat(send(terminal.refund(12, DEBIT_CARD, 4_000, rrn)).code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(PARTLY_REFUNDED, APPROVED);
    UpstreamRequest refund = world.scheme.received().getLast();
    assertThat(refund.type()).isEqualTo(UpstreamRequest.Type.REFUND);
    assertThat(refund.original().key()).isEqualTo(world.scheme.received().getFirst().key());
    assertThat(refund.repeat()).isFalse();
  }

  @Test
  void refundsAddUpToThePurchaseAndNotAFenMore() {
    String rrn = bought();
    assertThat(send(terminal.refund(12, DEBIT_CARD, 4_000, rrn)).code()).isEqualTo("00");
    assertThat(send(terminal.refund(13, DEBIT_CARD, 6_001, rrn)).code()).isEqualTo("64");
    assertThat(send(terminal.refund(14, DEBIT_CARD, 6_000, rrn)).code()).isEqualTo("00");
    assertThat(send(terminal.refund(15, DEBIT_CARD, 1, rrn)).code()).isEqualTo("64");
    assertThat(world.states().getFirst()).isEqualTo(REFUNDED);
  }

  @Test
  void refundsAtOnceCannotTogetherExceedThePurchase() {
    String rrn = bought();
    Heard one = terminal.send(terminal.refund(12, DEBIT_CARD, 6_000, rrn));
    Heard other = terminal.send(terminal.refund(13, DEBIT_CARD, 6_000, rrn));
    world.settle();
    assertThat(one.code()).isEqualTo("00");
    assertThat(other.code()).isEqualTo("64");
    assertThat(world.states().getFirst()).isEqualTo(PARTLY_REFUNDED);
  }

  @Test
  void refundFindsAPurchaseOfAnEarlierBatchByTrace() {
    bought();
    settleBatchAndSignOn();
    assertThat(terminal.batch()).isEqualTo("000002");
    IsoMessage refund = terminal.refundByTrace(12, DEBIT_CARD, 10_000, "000001", 11);
    assertThat(send(refund).code()).isEqualTo("00");
    assertThat(world.states().getFirst()).isEqualTo(REFUNDED);
  }

  @Test
  void refundOfAnotherCardIsRefused() {
    assertThat(send(terminal.refund(12, CREDIT_CARD, 100, bought())).code()).isEqualTo("25");
  }

  @Test
  void refundAfterTheDaysAllowedIsRefused22() {
    String rrn = bought();
    world.time.pass(Duration.ofDays(30));
    assertThat(send(terminal.refund(12, DEBIT_CARD, 100, rrn)).code()).isEqualTo("00");
    world.time.pass(Duration.ofDays(1));
    assertThat(send(terminal.refund(13, DEBIT_CARD, 100, rrn)).code()).isEqualTo("22");
  }

  @Test
  void refundOfAVoidedPurchaseIsRefused() {
    String rrn = bought();
    send(terminal.voiding(12, DEBIT_CARD, 10_000, 11));
    assertThat(send(terminal.refund(13, DEBIT_CARD, 100, rrn)).code()).isEqualTo("12");
  }

  @Test
  void voidAfterAPartialRefundIsRefused() {
    String rrn = bought();
    send(terminal.refund(12, DEBIT_CARD, 100, rrn));
    assertThat(send(terminal.voiding(13, DEBIT_CARD, 10_000, 11)).code()).isEqualTo("12");
  }

  @Test
  void declinedRefundGivesItsShareBack() {
    String rrn = bought();
    world.scheme.next(new Says("05"));
    assertThat(send(terminal.refund(12, DEBIT_CARD, 10_000, rrn)).code()).isEqualTo("05");
    assertThat(send(terminal.refund(13, DEBIT_CARD, 10_000, rrn)).code()).isEqualTo("00");
  }

  @Test
  void refundThatNeverLeftIsDeclinedAndGivesItsShareBack() {
    String rrn = bought();
    world.scheme.next(new Unsent());
    assertThat(send(terminal.refund(12, DEBIT_CARD, 10_000, rrn)).code()).isEqualTo("92");
    assertThat(send(terminal.refund(13, DEBIT_CARD, 10_000, rrn)).code()).isEqualTo("00");
  }

  @Test
  void undecidedRefundIsAskedAgainWithItsOwnIdentityAndAnsweredWhenKnown() {
    String rrn = bought();
    world.scheme.next(new Silent());
    Heard heard = terminal.send(terminal.refund(12, DEBIT_CARD, 4_000, rrn));
    world.time.pass(PAST_TIME_OUT);
    assertThat(heard.code()).isEqualTo("nothing");
    assertThat(world.states()).containsExactly(APPROVED, SENT);
    world.storeAndForward.start();
    world.time.pass(Duration.ofSeconds(3));
    assertThat(heard.code()).isEqualTo("00");
    assertThat(heard.answer().rightMac()).isTrue();
    UpstreamRequest first = world.scheme.received().get(1);
    UpstreamRequest again = world.scheme.received().get(2);
    assertThat(again.key()).isEqualTo(first.key());
    assertThat(again.rrn()).isEqualTo(first.rrn());
    assertThat(again.original()).isEqualTo(first.original());
    assertThat(again.repeat()).isTrue();
    assertThat(world.states()).containsExactly(PARTLY_REFUNDED, APPROVED);
  }

  @Test
  void refundUndecidedAtTheDeadlineIsDroppedAndItsRepeatAnsweredOnceKnown() {
    String rrn = bought();
    world.scheme.next(new Silent());
    Heard first = terminal.send(terminal.refund(12, DEBIT_CARD, 4_000, rrn));
    world.time.pass(PAST_DEADLINE);
    assertThat(first.code()).isEqualTo("dropped");
    Heard tooEarly = terminal.send(terminal.refund(12, DEBIT_CARD, 4_000, rrn));
    world.time.pass(PAST_DEADLINE);
    assertThat(tooEarly.code()).isEqualTo("dropped");
    world.storeAndForward.start();
    world.settle();
    assertThat(send(terminal.refund(12, DEBIT_CARD, 4_000, rrn)).code()).isEqualTo("00");
    assertThat(world.scheme.received()).hasSize(3);
  }

  @Test
  void refundThatTheSchemeRefusesWhenAskedAgainIsDeclined() {
    String rrn = bought();
    world.scheme.next(new Silent(), new Says("91"), new Says("61"));
    world.storeAndForward.start();
    Heard heard = terminal.send(terminal.refund(12, DEBIT_CARD, 4_000, rrn));
    world.time.pass(Duration.ofSeconds(25));
    assertThat(heard.code()).isEqualTo("61");
    assertThat(world.states()).containsExactly(APPROVED, DECLINED);
    assertThat(world.journal.entries().getFirst().refundedFen()).isZero();
  }

  @Test
  void refundThatLeftIsNeverDeclinedBecauseTheJournalCannotBeRead() {
    String rrn = bought();
    world.scheme.next(new Silent());
    Heard heard = terminal.send(terminal.refund(12, DEBIT_CARD, 4_000, rrn));
    world.time.pass(Duration.ofMillis(15_100));
    world.journal.disturb(Step.FIND, Trouble.FAILS);
    world.time.pass(PAST_TIME_OUT);
    assertThat(heard.code()).isEqualTo("dropped");
    assertThat(world.states()).containsExactly(APPROVED, SENT);
    assertThat(world.journal.advices()).containsExactly("REPEAT QUEUED");
  }

  @Test
  void repeatOfAnApprovedRefundIsNotDeniedBecauseTheJournalFails() {
    String rrn = bought();
    send(terminal.refund(12, DEBIT_CARD, 4_000, rrn));
    world.journal.disturb(Step.FIND, Trouble.FAILS);
    assertThat(send(terminal.refund(12, DEBIT_CARD, 4_000, rrn)).code()).isEqualTo("dropped");
    world.journal.disturb(Step.BEGIN, Trouble.FAILS);
    assertThat(send(terminal.refund(12, DEBIT_CARD, 4_000, rrn)).code()).isEqualTo("dropped");
    world.time.pass(Duration.ofSeconds(5));
    assertThat(send(terminal.refund(12, DEBIT_CARD, 4_000, rrn)).code()).isEqualTo("00");
    assertThat(world.scheme.received()).hasSize(2);
  }

  private void settleBatchAndSignOn() {
    send(terminal.settlement(90, 10_000, 1, 0, 0));
    world.signOn();
  }
}
