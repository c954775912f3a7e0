package io.oneclear.store.journal;

import static io.oneclear.store.journal.Transactions.LINK;
import static io.oneclear.store.journal.Transactions.MERCHANT;
import static io.oneclear.store.journal.Transactions.NOW;
import static io.oneclear.store.journal.Transactions.approved;
import static io.oneclear.store.journal.Transactions.declined;
import static io.oneclear.store.journal.Transactions.reversalOf;
import static io.oneclear.store.journal.Transactions.terminal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.JournalRules;
import io.oneclear.store.journal.chain.ChainRules;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.ClaimRefused;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Duplicate;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.Journal.Reversal;
import io.oneclear.switching.journal.Journal.Reversed;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.Journal.TerminalReversal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresJournalTest {

  private final Transactions make = new Transactions();
  private final ExecutorService completions = Executors.newFixedThreadPool(2);
  private TestPostgres postgres;
  private PostgresJournal journal;

  @BeforeEach
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
    journal = openJournal();
  }

  @AfterEach
  void close() throws SQLException {
    journal.close();
    assertThat(
            new Audit(
                    postgres.database(),
                    List.of(new JournalRules(), new ChainRules(TestPostgres.SEAL_KEY)))
                .run())
        .allMatch(Finding::clean);
    postgres.close();
    completions.shutdown();
  }

  private PostgresJournal openJournal() {
    return PostgresJournal.open(
        postgres.database(),
        JournalConfig.forNode(1),
        JournalMetrics.NONE,
        () -> completions,
        new NumberClock(() -> NOW));
  }

  // --- one transaction -------------------------------------------------------------------------

  @Test
  void purchaseIsFoundAsItWasWritten() {
    Intent intent = make.purchase(terminal(1), 12_345);
    JournalEntry sent = begin(intent);
    assertThat(sent.state()).isEqualTo(TransactionState.SENT);
    assertThat(sent.businessDate()).isEqualTo(TestPostgres.DAY);
    Concluded concluded = journal.conclude(sent, approved()).join();
    assertThat(concluded.won()).isTrue();
    JournalEntry found = journal.find(intent.key()).join().orElseThrow();
    assertThat(found).usingRecursiveComparison().isEqualTo(concluded.entry());
    assertThat(found.intent()).usingRecursiveComparison().isEqualTo(intent);
    assertThat(found.state()).isEqualTo(TransactionState.APPROVED);
    assertThat(found.outcome()).usingRecursiveComparison().isEqualTo(approved());
    assertThat(found.concludedAt()).isEqualTo(NOW);
    assertThat(journal.findByRrn(MERCHANT, intent.rrn()).join()).map(JournalEntry::id).hasValue(1L);
    assertThat(
            journal
                .findByTrace(MERCHANT, terminal(1), new BatchNumber(1), intent.key().trace())
                .join())
        .map(JournalEntry::id)
        .hasValue(1L);
    assertThat(journal.find(Transactions.key(terminal(1), 999)).join()).isEmpty();
  }

  /** A writer begins on the day it knows; what it wrote under that day must not stay. */
  @Test
  void whatIsWrittenAfterACutOverBelongsToTheNewDayAndStandsOnce() throws SQLException {
    JournalEntry before = begin(make.purchase(terminal(1), 100));
    postgres.run("UPDATE business_day SET open_date = open_date + 1");
    JournalEntry after = begin(make.purchase(terminal(2), 200));
    assertThat(before.businessDate()).isEqualTo(TestPostgres.DAY);
    assertThat(after.businessDate()).isEqualTo(TestPostgres.DAY.plusDays(1));
    assertThat(journal.conclude(before, approved()).join().entry().businessDate())
        .isEqualTo(TestPostgres.DAY);
    assertThat(
            postgres.text(
                "SELECT string_agg(amount_fen || ' ' || business_date, ', ' ORDER BY id)"
                    + " FROM card_transaction"))
        .isEqualTo("100 %s, 200 %s".formatted(TestPostgres.DAY, TestPostgres.DAY.plusDays(1)));
  }

  @Test
  void outcomeFindsItsRowAfterTheTableWasRewritten() throws SQLException {
    JournalEntry first = begin(make.purchase(terminal(1), 100));
    JournalEntry second = begin(make.purchase(terminal(2), 200));
    assertThat(journal.conclude(first, approved()).join().won()).isTrue();
    // Every row now stands somewhere else, and where the second stood there may be another.
    postgres.run("VACUUM FULL card_transaction");
    assertThat(journal.conclude(second, approved()).join().won()).isTrue();
    assertThat(journal.conclude(second, approved()).join().won()).isFalse();
    for (JournalEntry each : List.of(first, second)) {
      assertThat(journal.find(each.intent().key()).join().orElseThrow().state())
          .isEqualTo(TransactionState.APPROVED);
    }
  }

  /** A plan made on an empty table must not read the whole of it when it has grown. */
  @Test
  void outcomesReadNoRowsButTheirOwnHoweverLongTheJournalHasGrown() throws SQLException {
    for (int i = 1; i <= 300; i++) {
      JournalEntry sent = begin(make.purchase(terminal(i), 100));
      assertThat(journal.conclude(sent, approved()).join().won()).isTrue();
    }
    String read =
        "SELECT sum(seq_tup_read) + sum(idx_tup_fetch) FROM pg_stat_user_tables"
            + " WHERE relname LIKE 'card\\_transaction\\_2%'";
    postgres.run("SELECT pg_stat_force_next_flush()");
    assertThat(postgres.number(read)).isLessThan(2_000);
  }

  @Test
  void fiftyEqualRequestsAtOnceAreRecordedOnce() throws SQLException {
    Intent intent = make.purchase(terminal(1), 100);
    List<CompletableFuture<Begun>> begun =
        IntStream.range(0, 50)
            .mapToObj(
                number ->
                    journal.begin(
                        new Intent(
                            1000 + number,
                            intent.key(),
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
                            null,
                            NOW)))
            .toList();
    List<Begun> results = begun.stream().map(CompletableFuture::join).toList();
    assertThat(results.stream().filter(Recorded.class::isInstance)).hasSize(1);
    assertThat(results.stream().filter(Duplicate.class::isInstance)).hasSize(49);
    assertThat(results.getFirst()).isInstanceOf(Recorded.class);
    assertThat(postgres.number("SELECT count(*) FROM card_transaction")).isEqualTo(1);
  }

  @Test
  void declinedRequestIsRecordedAndItsRepetitionFindsTheSameAnswer() {
    Intent intent = make.purchase(terminal(1), 100);
    Begun first = journal.decline(intent, ResponseCode.AMOUNT_LIMIT).join();
    assertThat(first).isInstanceOf(Recorded.class);
    Begun second = journal.begin(make.purchase(terminal(2), 1)).join();
    assertThat(second).isInstanceOf(Recorded.class);
    Begun again = journal.begin(withId(intent, 77)).join();
    assertThat(again)
        .isInstanceOfSatisfying(
            Duplicate.class,
            duplicate -> {
              assertThat(duplicate.existing().state()).isEqualTo(TransactionState.DECLINED);
              assertThat(duplicate.existing().outcome().code())
                  .isEqualTo(ResponseCode.AMOUNT_LIMIT);
            });
  }

  @Test
  void timeOutOfAPurchaseQueuesOneReversalAndBeatsTheLateOutcome() throws SQLException {
    JournalEntry sent = begin(make.purchase(terminal(1), 100));
    var reversalKey = make.nextKey();
    Concluded timedOut = journal.timeOut(sent, reversalKey).join();
    assertThat(timedOut.won()).isTrue();
    assertThat(timedOut.entry().state()).isEqualTo(TransactionState.TIMED_OUT);
    Concluded late = journal.conclude(sent, approved()).join();
    assertThat(late.won()).isFalse();
    assertThat(late.entry().state()).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(late.entry().outcome().code()).isEqualTo(ResponseCode.ISSUER_TIMEOUT);
    assertThat(journal.timeOut(sent, make.nextKey()).join().won()).isFalse();
    StoredAdvice reversal = due().getFirst();
    assertThat(reversal.type()).isEqualTo(StoredAdvice.Type.REVERSAL);
    assertThat(reversal.key()).isEqualTo(reversalKey);
    assertThat(reversal.original()).isNull();
    assertThat(postgres.number("SELECT count(*) FROM store_and_forward")).isEqualTo(1);
  }

  @Test
  void timeOutOfABalanceInquiryQueuesNothing() {
    JournalEntry sent = begin(make.balanceInquiry(terminal(1)));
    assertThat(journal.timeOut(sent, null).join().entry().state())
        .isEqualTo(TransactionState.TIMED_OUT);
    assertThat(due()).isEmpty();
  }

  @Test
  void lateAnswersAreNotedOnReversedAndOnApprovedTransactions() throws SQLException {
    JournalEntry timedOut = begin(make.purchase(terminal(1), 100));
    journal.timeOut(timedOut, make.nextKey()).join();
    JournalEntry answeredTwice = approve(make.purchase(terminal(1), 100));
    for (JournalEntry entry : List.of(timedOut, answeredTwice)) {
      journal.noteLateAnswer(LINK, answer(entry)).join();
      assertThat(postgres.text("SELECT late_code FROM card_transaction WHERE id = " + entry.id()))
          .isEqualTo("00");
    }
    assertThat(state(timedOut)).isEqualTo(TransactionState.TIMED_OUT);
  }

  private static UpstreamAnswer answer(JournalEntry entry) {
    return new UpstreamAnswer(
        entry.intent().upstreamKey(),
        ResponseCode.APPROVED,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  // --- voids and refunds -----------------------------------------------------------------------

  @Test
  void approvedVoidMakesItsPurchaseVoided() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    JournalEntry voiding = begin(make.voidOf(purchase.intent()));
    assertThat(journal.begin(make.voidOf(purchase.intent())).join())
        .isInstanceOf(ClaimRefused.class);
    assertThat(journal.begin(make.refundOf(purchase.intent(), 1)).join())
        .isInstanceOf(ClaimRefused.class);
    assertThat(journal.conclude(voiding, approved()).join().won()).isTrue();
    assertThat(state(purchase)).isEqualTo(TransactionState.VOIDED);
    assertThat(journal.begin(make.voidOf(purchase.intent())).join())
        .isInstanceOf(ClaimRefused.class);
  }

  @Test
  void declinedOrTimedOutVoidReleasesItsClaim() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    journal.conclude(begin(make.voidOf(purchase.intent())), declined()).join();
    assertThat(state(purchase)).isEqualTo(TransactionState.APPROVED);
    JournalEntry second = begin(make.voidOf(purchase.intent()));
    journal.timeOut(second, make.nextKey()).join();
    assertThat(state(purchase)).isEqualTo(TransactionState.APPROVED);
    StoredAdvice reversal = due().getFirst();
    assertThat(reversal.transaction().id()).isEqualTo(second.id());
    assertThat(reversal.original().id()).isEqualTo(purchase.id());
    assertThat(journal.begin(make.voidOf(purchase.intent())).join()).isInstanceOf(Recorded.class);
  }

  @Test
  void refundsNeverExceedTheirPurchase() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    JournalEntry sixty = begin(make.refundOf(purchase.intent(), 60));
    assertThat(journal.begin(make.refundOf(purchase.intent(), 41)).join())
        .isInstanceOf(ClaimRefused.class);
    JournalEntry forty = begin(make.refundOf(purchase.intent(), 40));
    journal.conclude(sixty, approved()).join();
    journal.conclude(forty, declined()).join();
    JournalEntry now = find(purchase);
    assertThat(now.state()).isEqualTo(TransactionState.PARTLY_REFUNDED);
    assertThat(now.refundedFen()).isEqualTo(60);
    journal.conclude(begin(make.refundOf(purchase.intent(), 40)), approved()).join();
    assertThat(state(purchase)).isEqualTo(TransactionState.REFUNDED);
    assertThat(journal.begin(make.voidOf(purchase.intent())).join())
        .isInstanceOf(ClaimRefused.class);
  }

  @Test
  void refundWithoutAnswerKeepsItsClaimAndIsAskedAgainUntilItsOutcomeIsKnown() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    JournalEntry refund = begin(make.refundOf(purchase.intent(), 30));
    Concluded timedOut = journal.timeOut(refund, null).join();
    assertThat(timedOut.won()).isTrue();
    assertThat(timedOut.entry().state()).isEqualTo(TransactionState.SENT);
    assertThat(journal.timeOut(refund, null).join().won()).isFalse();
    StoredAdvice repeat = due().getFirst();
    assertThat(repeat.type()).isEqualTo(StoredAdvice.Type.REPEAT);
    assertThat(repeat.key()).isEqualTo(refund.intent().upstreamKey());
    journal.delivered(repeat, approved()).join();
    assertThat(state(refund)).isEqualTo(TransactionState.APPROVED);
    assertThat(state(purchase)).isEqualTo(TransactionState.PARTLY_REFUNDED);
    journal.delivered(repeat, declined()).join();
    assertThat(state(refund)).isEqualTo(TransactionState.APPROVED);
    assertThat(due()).isEmpty();
  }

  // --- the terminal's reversal -----------------------------------------------------------------

  @Test
  void reversalOfAnApprovedPurchaseIsQueuedOnce() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    assertThat(reverse(purchase.intent()).how()).isEqualTo(Reversal.QUEUED);
    assertThat(reverse(purchase.intent()).how()).isEqualTo(Reversal.ALREADY);
    assertThat(state(purchase)).isEqualTo(TransactionState.REVERSED);
    assertThat(due()).hasSize(1);
  }

  @Test
  void reversalJoinsTheTimeOutOfAnUndecidedPurchase() {
    JournalEntry undecided = begin(make.purchase(terminal(1), 100));
    assertThat(reverse(undecided.intent()).how()).isEqualTo(Reversal.QUEUED);
    assertThat(state(undecided)).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(journal.timeOut(undecided, make.nextKey()).join().won()).isFalse();
    assertThat(journal.conclude(undecided, approved()).join().won()).isFalse();
    assertThat(due()).hasSize(1);
  }

  @Test
  void reversalThatOvertakesItsOriginalIsRemembered() {
    Intent late = make.purchase(terminal(1), 100);
    assertThat(reverse(late).how()).isEqualTo(Reversal.REMEMBERED);
    assertThat(reverse(late).how()).isEqualTo(Reversal.REMEMBERED);
    assertThat(journal.begin(late).join())
        .isInstanceOfSatisfying(
            Duplicate.class,
            duplicate ->
                assertThat(duplicate.existing().state()).isEqualTo(TransactionState.REMEMBERED));
    assertThat(due()).isEmpty();
  }

  @Test
  void reversalOfAVoidLetsItsPurchaseStandAgain() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    JournalEntry voiding = approve(make.voidOf(purchase.intent()));
    assertThat(reverse(purchase.intent()).how()).isEqualTo(Reversal.NOT_REVERSIBLE);
    assertThat(reverse(voiding.intent()).how()).isEqualTo(Reversal.QUEUED);
    assertThat(state(voiding)).isEqualTo(TransactionState.REVERSED);
    assertThat(state(purchase)).isEqualTo(TransactionState.APPROVED);
    assertThat(begin(make.voidOf(purchase.intent())).state()).isEqualTo(TransactionState.SENT);
  }

  @Test
  void reversalIsRefusedWhereItCannotBe() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    Reversed mismatch =
        journal
            .reverse(
                new TerminalReversal(purchase.intent().key(), 99, "98", NOW), _ -> make.nextKey())
            .join();
    assertThat(mismatch.how()).isEqualTo(Reversal.MISMATCH);
    JournalEntry refund = approve(make.refundOf(purchase.intent(), 10));
    assertThat(reverse(refund.intent()).how()).isEqualTo(Reversal.NOT_REVERSIBLE);
    assertThat(reverse(purchase.intent()).how()).isEqualTo(Reversal.NOT_REVERSIBLE);
    JournalEntry refused = begin(make.purchase(terminal(1), 5));
    journal.conclude(refused, declined()).join();
    assertThat(reverse(refused.intent()).how()).isEqualTo(Reversal.NOTHING_TO_UNDO);
    assertThat(due()).isEmpty();
  }

  // --- store-and-forward -----------------------------------------------------------------------

  @Test
  void advicesAreLeasedInOrderPerPurchase() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    journal.timeOut(begin(make.voidOf(purchase.intent())), make.nextKey()).join();
    assertThat(reverse(purchase.intent()).how()).isEqualTo(Reversal.QUEUED);
    JournalEntry other = begin(make.purchase(terminal(2), 7));
    journal.timeOut(other, make.nextKey()).join();
    assertThat(journal.due(NOW, Set.of("elsewhere"), 10).join()).isEmpty();
    List<StoredAdvice> first = due();
    assertThat(first).extracting(advice -> advice.transaction().id()).hasSize(2);
    assertThat(due()).as("leased").isEmpty();
    journal.postpone(first.getFirst(), NOW.plusSeconds(10), "91").join();
    journal.giveBack(first.getLast(), NOW.plusSeconds(10)).join();
    assertThat(due()).isEmpty();
    List<StoredAdvice> later = journal.due(NOW.plusSeconds(10), Set.of(LINK), 10).join();
    assertThat(later).extracting(StoredAdvice::attempts).containsExactly(1, 0);
    journal.delivered(later.getFirst(), approved()).join();
    assertThat(journal.due(NOW.plusSeconds(10), Set.of(LINK), 10).join())
        .as("the purchase's own reversal follows that of its void")
        .extracting(advice -> advice.transaction().id())
        .containsExactly(purchase.id());
  }

  @Test
  void leaseThatRanOutIsGivenAgain() {
    journal.timeOut(begin(make.purchase(terminal(1), 7)), make.nextKey()).join();
    assertThat(due()).hasSize(1);
    assertThat(journal.due(NOW.plus(Duration.ofMinutes(2)), Set.of(LINK), 10).join()).hasSize(1);
  }

  @Test
  void parkedAdviceBecomesAnOpenItemAndHoldsNothingUp() throws SQLException {
    journal.timeOut(begin(make.purchase(terminal(1), 7)), make.nextKey()).join();
    journal.park(due().getFirst(), "refused 30 times").join();
    assertThat(due()).isEmpty();
    assertThat(postgres.text("SELECT kind FROM open_item")).isEqualTo("PARKED_ADVICE");
  }

  // --- recovery --------------------------------------------------------------------------------

  @Test
  void whatALifeLeftUndecidedIsTimedOutByTheNext() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    JournalEntry undecidedPurchase = begin(make.purchase(terminal(1), 1));
    JournalEntry undecidedVoid = begin(make.voidOf(purchase.intent()));
    JournalEntry other = approve(make.purchase(terminal(2), 100));
    JournalEntry undecidedRefund = begin(make.refundOf(other.intent(), 10));
    journal.close();
    journal = openJournal();
    assertThat(journal.recover(_ -> make.nextKey()).join()).isEqualTo(3);
    assertThat(state(undecidedPurchase)).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(state(undecidedVoid)).isEqualTo(TransactionState.TIMED_OUT);
    assertThat(state(undecidedRefund)).isEqualTo(TransactionState.SENT);
    assertThat(due()).hasSize(3);
    assertThat(journal.recover(_ -> make.nextKey()).join()).isZero();
  }

  @Test
  void anEarlierLifeCanNoLongerWrite() {
    try (PostgresJournal next = openJournal()) {
      assertThatThrownBy(() -> journal.begin(make.purchase(terminal(1), 1)).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(JournalException.class)
          .hasMessageContaining("taken over");
      assertThat(next.begin(make.purchase(terminal(1), 1)).join()).isInstanceOf(Recorded.class);
    }
  }

  // --- races -----------------------------------------------------------------------------------

  @Test
  void outcomeTimeOutAndReversalRaceForOneWinner() throws SQLException {
    List<CompletableFuture<Integer>> winners = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Intent intent = make.purchase(terminal(i % 7), 100);
      winners.add(journal.begin(intent).thenCompose(begun -> race(((Recorded) begun).entry())));
    }
    assertThat(winners).allSatisfy(count -> assertThat(count.join()).isEqualTo(1));
    assertThat(
            postgres.number(
                """
                SELECT count(*) FROM card_transaction t
                WHERE (t.state IN ('TIMED_OUT', 'REVERSED')) <> EXISTS (
                    SELECT FROM store_and_forward s WHERE s.transaction_id = t.id)
                """))
        .isZero();
  }

  /** Outcome and time-out at once, the terminal's reversal with them: how many of two won. */
  private CompletableFuture<Integer> race(JournalEntry entry) {
    CompletableFuture<Void> now = CompletableFuture.completedFuture(null);
    var outcome = now.thenComposeAsync(_ -> journal.conclude(entry, approved()));
    var timeOut = now.thenComposeAsync(_ -> journal.timeOut(entry, make.nextKey()));
    var reversal =
        now.thenComposeAsync(_ -> journal.reverse(reversalOf(entry.intent()), _ -> make.nextKey()));
    return outcome
        .thenCombine(
            timeOut, (concluded, timedOut) -> (concluded.won() ? 1 : 0) + (timedOut.won() ? 1 : 0))
        .thenCombine(
            reversal,
            (won, reversed) -> {
              boolean decidedByReversal =
                  reversed.how() == Reversal.QUEUED
                      && reversed.original().orElseThrow().state() == TransactionState.TIMED_OUT;
              return won + (decidedByReversal ? 1 : 0);
            });
  }

  @Test
  void operationsOnOneTransactionInOneGroupAreDoneInTheirOrder() {
    Intent intent = make.purchase(terminal(1), 100);
    JournalEntry expected =
        new JournalEntry(intent, TransactionState.SENT, TestPostgres.DAY, null, 0, null);
    CompletableFuture<Begun> begun = journal.begin(intent);
    CompletableFuture<Concluded> concluded = journal.conclude(expected, approved());
    CompletableFuture<Begun> again = journal.begin(withId(intent, 500));
    CompletableFuture<Begun> voided = journal.begin(make.voidOf(intent));
    CompletableFuture<Reversed> reversed = journal.reverse(reversalOf(intent), _ -> make.nextKey());
    assertThat(begun.join()).isInstanceOf(Recorded.class);
    assertThat(concluded.join().won()).isTrue();
    assertThat(again.join())
        .isInstanceOfSatisfying(
            Duplicate.class,
            duplicate ->
                assertThat(duplicate.existing().state()).isEqualTo(TransactionState.APPROVED));
    assertThat(voided.join()).isInstanceOf(Recorded.class);
    assertThat(reversed.join().how()).as("claimed").isEqualTo(Reversal.NOT_REVERSIBLE);
  }

  // --- short hands -----------------------------------------------------------------------------

  private JournalEntry begin(Intent intent) {
    Begun begun = journal.begin(intent).join();
    assertThat(begun).isInstanceOf(Recorded.class);
    return ((Recorded) begun).entry();
  }

  private JournalEntry approve(Intent intent) {
    Outcome outcome = approved();
    return journal.conclude(begin(intent), outcome).join().entry();
  }

  private Reversed reverse(Intent intent) {
    return journal.reverse(reversalOf(intent), _ -> make.nextKey()).join();
  }

  private List<StoredAdvice> due() {
    return journal.due(NOW, Set.of(LINK), 100).join();
  }

  private JournalEntry find(JournalEntry entry) {
    return journal.find(entry.intent().key()).join().orElseThrow();
  }

  private TransactionState state(JournalEntry entry) {
    return find(entry).state();
  }

  private static Intent withId(Intent intent, long id) {
    return new Intent(
        id,
        intent.key(),
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
}
