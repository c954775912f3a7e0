package io.oneclear.switching.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.ClaimRefused;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Duplicate;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.Journal.Reversal;
import io.oneclear.switching.journal.Journal.Reversed;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.Journal.TerminalReversal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} must do. Each test begins with an empty journal; a subclass gives it.
 * Nothing here depends on a merchant or terminal being registered.
 */
public abstract class JournalContract {

  private static final MerchantId MERCHANT = new MerchantId("898110153110001");
  private static final TerminalId TERMINAL = new TerminalId("10000001");
  private static final Set<String> LINKS = Set.of("cups");
  private static final Outcome APPROVAL =
      new Outcome(ResponseCode.APPROVED, "123456", "1122", "01020000", null, new byte[] {9});

  /** Now, as the journal's own clock has it, to the millisecond. */
  private Instant now;

  private LocalDate openedOn;
  private Journal journal;
  private long lastId = 1_000;
  private int lastStan;

  /** An empty journal, whose node has never run before. */
  protected abstract Journal emptyJournal();

  /** The journal's clock. */
  protected abstract Instant now();

  @BeforeEach
  void open() {
    now = now().truncatedTo(ChronoUnit.MILLIS);
    openedOn = LocalDate.ofInstant(now, ZoneOffset.UTC);
    journal = emptyJournal();
  }

  // --- begin and decline -----------------------------------------------------------------------

  @Test
  void intentIsKeptAsItWasGiven() {
    Intent intent = purchase(11, 10_000);
    JournalEntry entry = recorded(begin(intent));
    assertThat(entry.intent()).isEqualTo(intent);
    assertThat(entry.state()).isEqualTo(TransactionState.SENT);
    assertThat(entry.outcome()).isNull();
    assertThat(entry.businessDate()).isNotNull();
    assertThat(found(intent)).isEqualTo(entry);
  }

  @Test
  void sameKeyAgainIsADuplicateWhateverElseItSays() {
    Intent intent = purchase(11, 10_000);
    begin(intent);
    Begun again = begin(purchase(11, 1));
    assertThat(again).isInstanceOf(Duplicate.class);
    assertThat(((Duplicate) again).existing().id()).isEqualTo(intent.id());
    assertThat(join(journal.decline(purchase(11, 1), ResponseCode.INVALID_AMOUNT)))
        .isInstanceOf(Duplicate.class);
  }

  @Test
  void declinedHereIsKeptWithItsCodeAndWithoutLink() {
    Intent intent = declinedHere(11);
    JournalEntry entry = recorded(join(journal.decline(intent, ResponseCode.INVALID_CARD)));
    assertThat(entry.state()).isEqualTo(TransactionState.DECLINED);
    assertThat(entry.outcome().code()).isEqualTo(ResponseCode.INVALID_CARD);
    assertThat(found(intent).intent()).isEqualTo(intent);
    assertThat(begin(purchase(11, 1))).isInstanceOf(Duplicate.class);
  }

  // --- conclude and time out -------------------------------------------------------------------

  @Test
  void approvalIsKeptWithEverythingAReplayNeeds() {
    JournalEntry entry = approved(purchase(11, 10_000));
    assertThat(entry.state()).isEqualTo(TransactionState.APPROVED);
    JournalEntry found = found(entry.intent());
    assertThat(found.outcome()).usingRecursiveComparison().isEqualTo(APPROVAL);
    assertThat(found.concludedAt()).isNotNull();
  }

  @Test
  void ofTwoDecisionsTheFirstWins() {
    JournalEntry entry = recorded(begin(purchase(11, 10_000)));
    assertThat(join(journal.timeOut(entry, key())).won()).isTrue();
    Concluded late = join(journal.conclude(entry, APPROVAL));
    assertThat(late.won()).isFalse();
    assertThat(late.entry().state()).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(late.entry().outcome().code()).isEqualTo(ResponseCode.ISSUER_TIMEOUT);
    JournalEntry other = approved(purchase(12, 10_000));
    assertThat(join(journal.timeOut(other, key())).won()).isFalse();
    assertThat(found(other.intent()).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(due()).hasSize(1);
  }

  @Test
  void approvalNobodyWasToldOfIsTakenBack() {
    JournalEntry entry = approved(purchase(11, 10_000));
    assertThat(join(journal.takeBack(reversalOf(entry.intent()), _ -> key()))).isTrue();
    assertThat(found(entry.intent()).state()).isEqualTo(TransactionState.REVERSED);
    assertThat(due()).hasSize(1);
    // Whoever repeats it now is told how it stands, and it is not noted as told.
    assertThat(join(journal.tell(entry)).state()).isEqualTo(TransactionState.REVERSED);
    assertThat(join(journal.takeBack(reversalOf(entry.intent()), _ -> key()))).isTrue();
  }

  @Test
  void approvalSomebodyWasToldOfIsNotTakenBackButReversedByTheTerminal() {
    JournalEntry entry = approved(purchase(11, 10_000));
    assertThat(join(journal.tell(entry)).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(join(journal.tell(entry)).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(join(journal.takeBack(reversalOf(entry.intent()), _ -> key()))).isFalse();
    assertThat(found(entry.intent()).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(due()).isEmpty();
    assertThat(join(journal.reverse(reversalOf(entry.intent()), _ -> key())).how())
        .isEqualTo(Reversal.QUEUED);
    assertThat(found(entry.intent()).state()).isEqualTo(TransactionState.REVERSED);
  }

  @Test
  void timeOutStoresExactlyOneReversalUnderItsIdentity() {
    JournalEntry entry = recorded(begin(purchase(11, 10_000)));
    UpstreamKey reversalKey = key();
    join(journal.timeOut(entry, reversalKey));
    List<StoredAdvice> due = due();
    assertThat(due).hasSize(1);
    StoredAdvice advice = due.getFirst();
    assertThat(advice.type()).isEqualTo(StoredAdvice.Type.REVERSAL);
    assertThat(advice.key()).isEqualTo(reversalKey);
    assertThat(advice.link()).isEqualTo("cups");
    assertThat(advice.transaction().intent()).isEqualTo(entry.intent());
    assertThat(advice.original()).isNull();
    assertThat(advice.attempts()).isZero();
    assertThat(advice.triedBefore()).isFalse();
  }

  @Test
  void balanceInquiryThatTimedOutIsNotReversed() {
    JournalEntry entry = recorded(begin(intent(11, TransactionKind.BALANCE_INQUIRY, 0, null)));
    Concluded concluded = join(journal.timeOut(entry, null));
    assertThat(concluded.won()).isTrue();
    assertThat(concluded.entry().state()).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(due()).isEmpty();
  }

  // --- void ------------------------------------------------------------------------------------

  @Test
  void approvedVoidMakesItsPurchaseVoided() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    approved(voiding(12, purchase));
    assertThat(found(purchase).state()).isEqualTo(TransactionState.VOIDED);
  }

  @Test
  void purchaseIsVoidedOnce() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    begin(voiding(12, purchase));
    Begun second = begin(voiding(13, purchase));
    assertThat(second).isInstanceOf(ClaimRefused.class);
    assertThat(((ClaimRefused) second).original().id()).isEqualTo(purchase.id());
    assertThat(join(journal.find(voiding(13, purchase).key()))).isEmpty();
  }

  @Test
  void declinedOrTimedOutVoidGivesThePurchaseFree() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    JournalEntry declined = recorded(begin(voiding(12, purchase)));
    join(journal.conclude(declined, Outcome.declined(new ResponseCode("05"))));
    JournalEntry timedOut = recorded(begin(voiding(13, purchase)));
    join(journal.timeOut(timedOut, key()));
    assertThat(found(purchase).state()).isEqualTo(TransactionState.APPROVED);
    StoredAdvice reversal = due().getFirst();
    assertThat(reversal.transaction().intent().kind()).isEqualTo(TransactionKind.VOID);
    assertThat(reversal.original().id()).isEqualTo(purchase.id());
    assertThat(begin(voiding(14, purchase))).isInstanceOf(Recorded.class);
  }

  @Test
  void onlyAnApprovedPurchaseCanBeVoided() {
    Intent undecided = recorded(begin(purchase(11, 10_000))).intent();
    assertThat(begin(voiding(12, undecided))).isInstanceOf(ClaimRefused.class);
  }

  // --- refund ----------------------------------------------------------------------------------

  @Test
  void refundsAddUpToThePurchaseAndNotAFenMore() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    approved(refund(12, purchase, 4_000));
    assertThat(found(purchase).state()).isEqualTo(TransactionState.PARTLY_REFUNDED);
    assertThat(found(purchase).refundedFen()).isEqualTo(4_000);
    assertThat(begin(refund(13, purchase, 6_001))).isInstanceOf(ClaimRefused.class);
    approved(refund(14, purchase, 6_000));
    assertThat(found(purchase).state()).isEqualTo(TransactionState.REFUNDED);
    assertThat(begin(refund(15, purchase, 1))).isInstanceOf(ClaimRefused.class);
  }

  @Test
  void undecidedRefundHoldsItsShareAndADeclinedOneGivesItBack() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    JournalEntry undecided = recorded(begin(refund(12, purchase, 6_000)));
    assertThat(found(purchase).refundedFen()).isEqualTo(6_000);
    assertThat(begin(refund(13, purchase, 6_000))).isInstanceOf(ClaimRefused.class);
    join(journal.conclude(undecided, Outcome.declined(new ResponseCode("05"))));
    assertThat(found(purchase).refundedFen()).isZero();
    assertThat(begin(refund(14, purchase, 10_000))).isInstanceOf(Recorded.class);
  }

  @Test
  void voidAndRefundExcludeEachOther() {
    Intent one = approved(purchase(11, 10_000)).intent();
    begin(refund(12, one, 1));
    assertThat(begin(voiding(13, one))).isInstanceOf(ClaimRefused.class);
    Intent other = approved(purchase(21, 10_000)).intent();
    begin(voiding(22, other));
    assertThat(begin(refund(23, other, 1))).isInstanceOf(ClaimRefused.class);
  }

  @Test
  void refundThatTimedOutStaysUndecidedAndIsAskedAgainAsItself() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    JournalEntry refund = recorded(begin(refund(12, purchase, 4_000)));
    Concluded concluded = join(journal.timeOut(refund, null));
    assertThat(concluded.entry().state()).isEqualTo(TransactionState.SENT);
    StoredAdvice advice = due().getFirst();
    assertThat(advice.type()).isEqualTo(StoredAdvice.Type.REPEAT);
    assertThat(advice.key()).isEqualTo(refund.intent().upstreamKey());
    assertThat(advice.original().id()).isEqualTo(purchase.id());
    assertThat(advice.original().outcome().authorizationCode()).isEqualTo("123456");
    join(journal.delivered(advice, APPROVAL));
    assertThat(found(refund.intent()).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(found(purchase).state()).isEqualTo(TransactionState.PARTLY_REFUNDED);
  }

  @Test
  void refundThatIsToBeAskedAgainIsNotConcludedByWhoAskedFirst() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    JournalEntry refund = recorded(begin(refund(12, purchase, 4_000)));
    join(journal.timeOut(refund, null));
    Concluded neverSent = join(journal.conclude(refund, Outcome.declined(new ResponseCode("96"))));
    assertThat(neverSent.won()).isFalse();
    assertThat(neverSent.entry().state()).isEqualTo(TransactionState.SENT);
    join(journal.delivered(due().getFirst(), APPROVAL));
    assertThat(found(refund.intent()).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(found(purchase).refundedFen()).isEqualTo(4_000);
  }

  @Test
  void refundRefusedWhenAskedAgainIsDeclinedAndGivesItsShareBack() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    JournalEntry refund = recorded(begin(refund(12, purchase, 4_000)));
    join(journal.timeOut(refund, null));
    join(journal.delivered(due().getFirst(), Outcome.declined(new ResponseCode("61"))));
    assertThat(found(refund.intent()).state()).isEqualTo(TransactionState.DECLINED);
    assertThat(found(purchase).refundedFen()).isZero();
  }

  // --- reversal --------------------------------------------------------------------------------

  @Test
  void approvedPurchaseIsReversedOnceHoweverOftenItIsAsked() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    assertThat(reverse(purchase).how()).isEqualTo(Reversal.QUEUED);
    assertThat(reverse(purchase).how()).isEqualTo(Reversal.ALREADY);
    assertThat(found(purchase).state()).isEqualTo(TransactionState.REVERSED);
    assertThat(due()).hasSize(1);
  }

  @Test
  void reversalOfAnUndecidedPurchaseIsItsTimeOut() {
    JournalEntry entry = recorded(begin(purchase(11, 10_000)));
    Reversed reversed = reverse(entry.intent());
    assertThat(reversed.how()).isEqualTo(Reversal.QUEUED);
    assertThat(reversed.original().orElseThrow().id()).isEqualTo(entry.id());
    assertThat(join(journal.conclude(entry, APPROVAL)).won()).isFalse();
    assertThat(join(journal.timeOut(entry, key())).won()).isFalse();
    assertThat(reverse(entry.intent()).how()).isEqualTo(Reversal.ALREADY);
    assertThat(due()).hasSize(1);
  }

  @Test
  void reversalOfADeclinedPurchaseHasNothingToUndo() {
    Intent declined = declinedHere(11);
    join(journal.decline(declined, ResponseCode.INVALID_CARD));
    assertThat(reverse(declined).how()).isEqualTo(Reversal.NOTHING_TO_UNDO);
    assertThat(due()).isEmpty();
  }

  @Test
  void reversalOfTheUnknownIsRememberedAndTheOriginalRefused() {
    Intent intent = purchase(11, 10_000);
    assertThat(reverse(intent).how()).isEqualTo(Reversal.REMEMBERED);
    assertThat(reverse(intent).how()).isEqualTo(Reversal.REMEMBERED);
    Begun late = begin(intent);
    assertThat(late).isInstanceOf(Duplicate.class);
    assertThat(((Duplicate) late).existing().state()).isEqualTo(TransactionState.REMEMBERED);
    assertThat(((Duplicate) late).existing().intent().amountFen()).isEqualTo(10_000);
    assertThat(due()).isEmpty();
  }

  @Test
  void reversalOfAnotherAmountChangesNothing() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    TerminalReversal other = new TerminalReversal(purchase.key(), 9_999, "98", now);
    assertThat(join(journal.reverse(other, _ -> key())).how()).isEqualTo(Reversal.MISMATCH);
    assertThat(found(purchase).state()).isEqualTo(TransactionState.APPROVED);
  }

  @Test
  void whatWasGivenBackOtherwiseCannotBeReversed() {
    Intent voided = approved(purchase(11, 10_000)).intent();
    approved(voiding(12, voided));
    assertThat(reverse(voided).how()).isEqualTo(Reversal.NOT_REVERSIBLE);
    Intent refunded = approved(purchase(21, 10_000)).intent();
    Intent refund = approved(refund(22, refunded, 1)).intent();
    assertThat(reverse(refunded).how()).isEqualTo(Reversal.NOT_REVERSIBLE);
    assertThat(reverse(refund).how()).isEqualTo(Reversal.NOT_REVERSIBLE);
    assertThat(due()).isEmpty();
  }

  @Test
  void purchaseThatIsBeingVoidedCannotBeReversed() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    begin(voiding(12, purchase));
    assertThat(reverse(purchase).how()).isEqualTo(Reversal.NOT_REVERSIBLE);
  }

  @Test
  void reversedVoidGivesThePurchaseItsLifeBack() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    Intent voiding = approved(voiding(12, purchase)).intent();
    assertThat(reverse(voiding).how()).isEqualTo(Reversal.QUEUED);
    assertThat(found(voiding).state()).isEqualTo(TransactionState.REVERSED);
    assertThat(found(purchase).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(begin(voiding(13, purchase))).isInstanceOf(Recorded.class);
  }

  // --- looking up ------------------------------------------------------------------------------

  @Test
  void purchaseIsFoundByOurReferenceNumberAtItsMerchantOnly() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    assertThat(join(journal.findByRrn(MERCHANT, purchase.rrn())).orElseThrow().id())
        .isEqualTo(purchase.id());
    assertThat(join(journal.findByRrn(new MerchantId("898110153110002"), purchase.rrn())))
        .isEmpty();
    Intent refund = approved(refund(12, purchase, 1)).intent();
    assertThat(join(journal.findByRrn(MERCHANT, refund.rrn()))).isEmpty();
  }

  @Test
  void newestOfABatchNumberThatCameRoundIsFoundByTrace() {
    Intent old = withOpenedOn(purchase(11, 10_000), openedOn.minusDays(1));
    begin(old);
    Intent young = purchase(11, 10_000);
    begin(young);
    assertThat(
            join(journal.findByTrace(MERCHANT, TERMINAL, new BatchNumber(1), new Stan(11)))
                .orElseThrow()
                .id())
        .isEqualTo(young.id());
    assertThat(join(journal.findByTrace(MERCHANT, TERMINAL, new BatchNumber(2), new Stan(11))))
        .isEmpty();
  }

  // --- store-and-forward -----------------------------------------------------------------------

  @Test
  void leasedAdviceIsNotGivenOutTwice() {
    storeReversal(11);
    assertThat(due()).hasSize(1);
    assertThat(due()).isEmpty();
  }

  @Test
  void adviceOfALinkThatIsNotAskedForWaits() {
    storeReversal(11);
    assertThat(join(journal.due(soon(), Set.of("other"), 10))).isEmpty();
    assertThat(due()).hasSize(1);
  }

  @Test
  void postponedAdviceComesBackWithOneMoreAttemptAndTheSameIdentity() {
    storeReversal(11);
    StoredAdvice first = due().getFirst();
    Instant later = soon().plus(Duration.ofMinutes(5));
    join(journal.postpone(first, later, "no answer"));
    assertThat(dueAt(later.minusSeconds(1))).isEmpty();
    StoredAdvice second = dueAt(later).getFirst();
    assertThat(second.attempts()).isEqualTo(1);
    assertThat(second.key()).isEqualTo(first.key());
    Instant evenLater = later.plus(Duration.ofMinutes(5));
    join(journal.giveBack(second, evenLater));
    assertThat(dueAt(evenLater).getFirst().attempts()).isEqualTo(1);
  }

  /** What was put off, and what was leased, while the clock was an hour ahead. */
  @Test
  void adviceFurtherAheadThanAnyPauseIsDueBecauseTheClockWasSetBack() {
    storeReversal(11);
    Instant ahead = soon().plus(Duration.ofHours(1));
    StoredAdvice first = dueAt(ahead).getFirst();
    assertThat(dueAt(soon())).as("the lease is from a clock that was ahead").hasSize(1);
    StoredAdvice again = dueAt(ahead).getFirst();
    join(journal.postpone(again, ahead.plusSeconds(1), "no answer"));
    StoredAdvice second = dueAt(soon()).getFirst();
    assertThat(second.attempts()).isEqualTo(1);
    assertThat(second.key()).isEqualTo(first.key());
    join(journal.postpone(second, soon().plus(Journal.FARTHEST_ATTEMPT), "no answer"));
    assertThat(dueAt(soon())).as("that may be a pause").isEmpty();
  }

  @Test
  void deliveredAndParkedAdvicesAreNeverDueAgain() {
    storeReversal(11);
    storeReversal(12);
    List<StoredAdvice> both = due();
    join(journal.delivered(both.get(0), Outcome.declined(ResponseCode.NO_ORIGINAL)));
    join(journal.delivered(both.get(0), Outcome.declined(ResponseCode.NO_ORIGINAL)));
    join(journal.park(both.get(1), "refused for ever"));
    assertThat(dueAt(soon().plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void reportOfWhoLostTheLeaseCountsNothing() {
    storeReversal(11);
    StoredAdvice slow = due().getFirst();
    Instant leaseRanOut = soon().plus(Duration.ofMinutes(10));
    StoredAdvice quick = dueAt(leaseRanOut).getFirst();
    Instant later = leaseRanOut.plus(Duration.ofMinutes(5));
    join(journal.postpone(quick, later, "no answer"));
    join(journal.postpone(slow, soon(), "no answer"));
    join(journal.giveBack(slow, soon()));
    join(journal.park(slow, "refused for ever"));
    assertThat(dueAt(later.minusSeconds(1))).isEmpty();
    assertThat(dueAt(later))
        .singleElement()
        .satisfies(
            advice -> {
              assertThat(advice.attempts()).isEqualTo(1);
              assertThat(advice.triedBefore()).isTrue();
            });
  }

  @Test
  void adviceWaitsForAnOlderOneAboutTheSamePurchase() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    JournalEntry voiding = recorded(begin(voiding(12, purchase)));
    join(journal.timeOut(voiding, key()));
    reverse(purchase);
    StoredAdvice older = due().getFirst();
    assertThat(older.transaction().id()).isEqualTo(voiding.id());
    assertThat(due()).isEmpty();
    join(journal.delivered(older, APPROVAL));
    assertThat(due().getFirst().transaction().id()).isEqualTo(purchase.id());
  }

  @Test
  void noMoreThanTheLimitAreGivenOut() {
    for (int trace = 11; trace < 16; trace++) {
      storeReversal(trace);
    }
    assertThat(join(journal.due(soon(), LINKS, 2))).hasSize(2);
    assertThat(join(journal.due(soon(), LINKS, 10))).hasSize(3);
  }

  // --- recovery --------------------------------------------------------------------------------

  @Test
  void recoveryEndsWhatIsUndecidedAndNothingElse() {
    Intent purchase = approved(purchase(11, 10_000)).intent();
    Intent undecided = recorded(begin(purchase(12, 100))).intent();
    Intent refund = recorded(begin(refund(13, purchase, 100))).intent();
    Intent balance = recorded(begin(intent(14, TransactionKind.BALANCE_INQUIRY, 0, null))).intent();
    assertThat(join(journal.recover(_ -> key()))).isEqualTo(3);
    assertThat(found(undecided).state()).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(found(balance).state()).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(found(refund).state()).isEqualTo(TransactionState.SENT);
    assertThat(found(purchase).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(due())
        .extracting(StoredAdvice::type)
        .containsExactlyInAnyOrder(StoredAdvice.Type.REVERSAL, StoredAdvice.Type.REPEAT);
  }

  // --- small parts -----------------------------------------------------------------------------

  private Intent purchase(int trace, long fen) {
    return intent(trace, TransactionKind.PURCHASE, fen, null);
  }

  private Intent voiding(int trace, Intent purchase) {
    return intent(trace, TransactionKind.VOID, purchase.amountFen(), purchase.key());
  }

  private Intent refund(int trace, Intent purchase, long fen) {
    return intent(trace, TransactionKind.REFUND, fen, purchase.key());
  }

  private Intent intent(int trace, TransactionKind kind, long fen, RequestKey original) {
    long id = ++lastId;
    return new Intent(
        id,
        key(trace, openedOn),
        kind,
        fen,
        pan(),
        CardProduct.DEBIT,
        "3012",
        "001",
        "051",
        "00",
        new Rrn(String.format(Locale.ROOT, "%012d", id)),
        "cups",
        key(),
        original,
        now);
  }

  private Intent declinedHere(int trace) {
    return new Intent(
        ++lastId,
        key(trace, openedOn),
        TransactionKind.PURCHASE,
        100,
        pan(),
        null,
        null,
        null,
        "022",
        "00",
        new Rrn(String.format(Locale.ROOT, "%012d", lastId)),
        null,
        null,
        null,
        now);
  }

  private static Intent withOpenedOn(Intent intent, LocalDate day) {
    return new Intent(
        intent.id(),
        key(intent.key().trace().number(), day),
        intent.kind(),
        intent.amountFen(),
        intent.pan(),
        intent.product(),
        intent.expiry(),
        intent.sequence(),
        intent.entryMode(),
        intent.conditionCode(),
        intent.rrn(),
        intent.link(),
        intent.upstreamKey(),
        intent.original(),
        intent.at());
  }

  private static RequestKey key(int trace, LocalDate day) {
    return new RequestKey(MERCHANT, TERMINAL, day, new BatchNumber(1), new Stan(trace));
  }

  private UpstreamKey key() {
    return new UpstreamKey("1122103000", new Stan(++lastStan), "49000000", "49000000");
  }

  private static ProtectedPan pan() {
    return new ProtectedPan(new byte[32], new byte[] {1, 2, 3}, 1, "622202******7894");
  }

  private void storeReversal(int trace) {
    reverse(approved(purchase(trace, 10_000)).intent());
  }

  private Begun begin(Intent intent) {
    return join(journal.begin(intent));
  }

  private static JournalEntry recorded(Begun begun) {
    assertThat(begun).isInstanceOf(Recorded.class);
    return ((Recorded) begun).entry();
  }

  private JournalEntry approved(Intent intent) {
    Concluded concluded = join(journal.conclude(recorded(begin(intent)), APPROVAL));
    assertThat(concluded.won()).isTrue();
    return concluded.entry();
  }

  private Reversed reverse(Intent intent) {
    return join(
        journal.reverse(
            new TerminalReversal(intent.key(), intent.amountFen(), "98", now), _ -> key()));
  }

  private JournalEntry found(Intent intent) {
    return join(journal.find(intent.key())).orElseThrow();
  }

  private Instant soon() {
    return now().plusSeconds(1);
  }

  private List<StoredAdvice> due() {
    return dueAt(soon());
  }

  private List<StoredAdvice> dueAt(Instant at) {
    return join(journal.due(at, LINKS, 100));
  }

  private static <T> T join(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private TerminalReversal reversalOf(Intent intent) {
    return new TerminalReversal(intent.key(), intent.amountFen(), "98", now);
  }
}
