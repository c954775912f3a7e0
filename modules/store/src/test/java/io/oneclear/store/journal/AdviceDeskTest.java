package io.oneclear.store.journal;

import static io.oneclear.store.journal.Transactions.LINK;
import static io.oneclear.store.journal.Transactions.MERCHANT;
import static io.oneclear.store.journal.Transactions.NOW;
import static io.oneclear.store.journal.Transactions.approved;
import static io.oneclear.store.journal.Transactions.reversalOf;
import static io.oneclear.store.journal.Transactions.terminal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.store.TestPostgres;
import io.oneclear.store.administration.Signature;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.audit.JournalRules;
import io.oneclear.store.journal.AdviceDesk.Decided;
import io.oneclear.store.journal.AdviceDesk.Done;
import io.oneclear.store.journal.AdviceDesk.Refused;
import io.oneclear.store.journal.advice.AdviceLine;
import io.oneclear.store.journal.advice.AdviceLine.State;
import io.oneclear.store.journal.chain.ChainRules;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.stamp.NumberClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdviceDeskTest {

  private static final Signature LI = new Signature("li.wei", "the scheme mended it, ticket 4711");
  private static final Instant LEASE_RAN_OUT = NOW.plus(Duration.ofMinutes(10));

  private final Transactions make = new Transactions();
  private final ExecutorService completions = Executors.newFixedThreadPool(2);
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private Instant now = NOW;
  private TestPostgres postgres;
  private PostgresJournal journal;
  private AdviceDesk desk;

  @BeforeEach
  void open() throws SQLException {
    postgres = TestPostgres.fresh();
    journal =
        PostgresJournal.open(
            postgres.database(),
            JournalConfig.forNode(1),
            JournalMetrics.NONE,
            () -> completions,
            new NumberClock(() -> NOW));
    desk = new AdviceDesk(postgres.database(), () -> now);
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
    people.close();
  }

  // --- requeue ---------------------------------------------------------------------------------

  @Test
  void requeuedAdviceIsDueAtOnceFromItsFirstAttemptAndAsWhatItWas() throws SQLException {
    StoredAdvice parked = parked(storeReversal());
    assertThat(items()).isEqualTo("OPEN");

    assertThat(desk.requeue(Set.of(parked.id()), LI)).isEqualTo(new Done());

    StoredAdvice again = due(NOW).getFirst();
    assertThat(again.id()).isEqualTo(parked.id());
    assertThat(again.key()).isEqualTo(parked.key());
    assertThat(again.attempts()).isZero();
    assertThat(again.triedBefore()).as("so it leaves with the repeat flag").isTrue();
    assertThat(items()).isEqualTo("CLOSED");
    assertThat(postgres.text("SELECT resolution FROM open_item"))
        .isEqualTo("li.wei: requeued: the scheme mended it, ticket 4711");
    assertThat(log())
        .isEqualTo(
            "li.wei ADVICE_REQUEUED %d PARKED after 1 attempts (refused) QUEUED: %s"
                .formatted(parked.id(), LI.reason()));
    journal.delivered(again, approved()).join();
    assertThat(state(parked)).isEqualTo(State.DELIVERED);
  }

  @Test
  void requeuedAdviceThatIsParkedAgainIsAnOpenItemAgain() throws SQLException {
    StoredAdvice parked = parked(storeReversal());
    desk.requeue(Set.of(parked.id()), LI);
    journal.park(due(NOW).getFirst(), "refused once more").join();
    assertThat(items()).isEqualTo("OPEN");
    assertThat(postgres.text("SELECT text FROM open_item")).contains("refused once more");
  }

  @Test
  void whoStillHasAnOldLeaseCannotParkWhatWasRequeued() {
    StoredAdvice slow = storeReversal();
    StoredAdvice quick = due(LEASE_RAN_OUT).getFirst();
    journal.park(quick, "refused").join();
    desk.requeue(Set.of(quick.id()), LI);
    journal.park(slow, "no answer in time").join();
    assertThat(state(slow)).isEqualTo(State.QUEUED);
    assertThat(due(LEASE_RAN_OUT)).hasSize(1);
  }

  @Test
  void parkedAdviceIsNotRequeuedBesideAnotherAboutTheSamePurchaseThatIsUnderWay() {
    StoredAdvice ofTheVoid = storeReversalOfVoidAndOfPurchase();
    parked(ofTheVoid);
    StoredAdvice ofThePurchase = due(NOW).getFirst();
    assertThat(desk.requeue(Set.of(ofTheVoid.id()), LI))
        .isEqualTo(
            new Refused(
                "nothing was changed: %d waits for another about the same purchase: try again soon"
                    .formatted(ofTheVoid.id())));
    journal.postpone(ofThePurchase, NOW, "no answer in time").join();
    assertThat(desk.requeue(Set.of(ofTheVoid.id()), LI)).isEqualTo(new Done());
    assertThat(due(NOW)).extracting(StoredAdvice::id).containsExactly(ofTheVoid.id());
  }

  // --- skip ------------------------------------------------------------------------------------

  @Test
  void skippedAdviceIsNeverSentAgainAndStaysAnOpenItem() throws SQLException {
    StoredAdvice parked = parked(storeReversal());
    assertThat(desk.skip(Set.of(parked.id()), LI)).isEqualTo(new Done());
    assertThat(due(NOW.plus(Duration.ofDays(9)))).isEmpty();
    assertThat(state(parked)).isEqualTo(State.SKIPPED);
    assertThat(items()).isEqualTo("OPEN");
    assertThat(postgres.text("SELECT text FROM open_item"))
        .isEqualTo(
            "REVERSAL to unionpay skipped by li.wei, to be settled by hand: %s (refused)"
                .formatted(LI.reason()));
    assertThat(log())
        .startsWith("li.wei ADVICE_SKIPPED " + parked.id() + " PARKED")
        .contains(" SKIPPED: " + LI.reason());
  }

  @Test
  void queuedAdviceThatIsNotUnderWayCanBeSkippedAndWhatFollowsFlowsOn() throws SQLException {
    StoredAdvice ofTheVoid = storeReversalOfVoidAndOfPurchase();
    assertThat(desk.skip(Set.of(ofTheVoid.id()), LI))
        .isEqualTo(
            new Refused(
                "nothing was changed: " + ofTheVoid.id() + " is under way: try again soon"));
    journal.giveBack(ofTheVoid, NOW.plusSeconds(60)).join();
    assertThat(due(NOW)).as("the next waits for it").isEmpty();

    assertThat(desk.skip(Set.of(ofTheVoid.id()), LI)).isEqualTo(new Done());

    assertThat(items()).isEqualTo("OPEN");
    assertThat(due(NOW))
        .singleElement()
        .satisfies(next -> assertThat(next.id()).isGreaterThan(ofTheVoid.id()));
  }

  @Test
  void refundGivenUpIsDeclinedAndGivesItsClaimBack() {
    JournalEntry purchase = approve(make.purchase(terminal(1), 100));
    JournalEntry refund = begin(make.refundOf(purchase.intent(), 70));
    journal.timeOut(refund, null).join();
    StoredAdvice repeat = parked(due(NOW).getFirst());
    assertThat(entry(refund).state()).isEqualTo(TransactionState.SENT);

    assertThat(desk.skip(Set.of(repeat.id()), LI)).isEqualTo(new Done());

    assertThat(entry(refund).state()).isEqualTo(TransactionState.DECLINED);
    assertThat(entry(refund).outcome().code().code()).isEqualTo("98");
    assertThat(entry(purchase).refundedFen()).isZero();
    assertThat(entry(purchase).state()).isEqualTo(TransactionState.APPROVED);
  }

  @Test
  void acceptanceAfterASkipMovesNothingAndIsToldToWhoSettlesByHand() throws SQLException {
    StoredAdvice parked = parked(storeReversal());
    desk.skip(Set.of(parked.id()), LI);
    postgres.run("UPDATE open_item SET state = 'CLOSED', closed_at = now(), resolution = 'paid'");
    journal.delivered(parked, approved()).join();
    journal.delivered(parked, approved()).join();
    assertThat(state(parked)).isEqualTo(State.SKIPPED);
    assertThat(items()).isEqualTo("OPEN");
    assertThat(postgres.text("SELECT text FROM open_item"))
        .endsWith("; unionpay answered 00 after it was skipped");
  }

  @Test
  void whatAPersonHasSettledAndClosedStaysClosedWhenItIsSkipped() throws SQLException {
    StoredAdvice parked = parked(storeReversal());
    postgres.run("UPDATE open_item SET state = 'CLOSED', closed_at = now(), resolution = 'paid'");
    desk.skip(Set.of(parked.id()), LI);
    assertThat(items()).isEqualTo("CLOSED");
  }

  @Test
  void parkedAdviceThatWasAcceptedAfterAllEndsItsItem() throws SQLException {
    StoredAdvice slow = storeReversal();
    journal.park(due(LEASE_RAN_OUT).getFirst(), "refused").join();
    journal.delivered(slow, approved()).join();
    assertThat(state(slow)).isEqualTo(State.DELIVERED);
    assertThat(items()).isEqualTo("CLOSED");
  }

  // --- refusals --------------------------------------------------------------------------------

  @Test
  void decisionIsAboutAllAdvicesOrNone() throws SQLException {
    StoredAdvice parked = parked(storeReversal());
    StoredAdvice delivered = storeReversal();
    journal.delivered(delivered, approved()).join();
    Set<Long> both = Set.of(parked.id(), delivered.id(), 77L);
    String why =
        "nothing was changed: there is no advice 77; %d is DELIVERED".formatted(delivered.id());
    for (Decided decided : List.of(desk.requeue(both, LI), desk.skip(both, LI))) {
      assertThat(decided)
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.why()).startsWith(why));
    }
    assertThat(state(parked)).isEqualTo(State.PARKED);
    assertThat(items()).isEqualTo("OPEN");
    assertThat(postgres.number("SELECT count(*) FROM administration_log")).isZero();
  }

  @Test
  void whatIsSkippedOrQueuedIsNotRequeued() {
    StoredAdvice queued = storeReversal();
    assertThat(desk.requeue(Set.of(queued.id()), LI)).isInstanceOf(Refused.class);
    parked(queued);
    desk.skip(Set.of(queued.id()), LI);
    assertThat(desk.requeue(Set.of(queued.id()), LI)).isInstanceOf(Refused.class);
    assertThat(desk.skip(Set.of(queued.id()), LI)).isInstanceOf(Refused.class);
  }

  @Test
  void administrationLogOnlyGrows() throws SQLException {
    desk.skip(Set.of(parked(storeReversal()).id()), LI);
    for (String change :
        List.of(
            "UPDATE administration_log SET reason = 'another'",
            "DELETE FROM administration_log",
            "TRUNCATE administration_log")) {
      assertThatThrownBy(() -> postgres.run(change)).hasMessageContaining("append-only");
    }
  }

  // --- races -----------------------------------------------------------------------------------

  @Test
  void skipAndDeliveryThatRaceHaveOneWinner() throws SQLException {
    now = LEASE_RAN_OUT;
    List<CompletableFuture<Boolean>> skips = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      JournalEntry purchase = approve(make.purchase(terminal(i % 7), 100));
      journal.timeOut(begin(make.refundOf(purchase.intent(), 70)), null).join();
      StoredAdvice repeat = due(NOW).getFirst();
      skips.add(
          race(
              () -> journal.delivered(repeat, approved()),
              () -> desk.skip(Set.of(repeat.id()), LI)));
    }
    long skipped = skips.stream().filter(CompletableFuture::join).count();
    assertThat(postgres.number("SELECT count(*) FROM store_and_forward WHERE state = 'SKIPPED'"))
        .isEqualTo(skipped);
    assertThat(postgres.number("SELECT count(*) FROM administration_log")).isEqualTo(skipped);
    assertThat(postgres.number("SELECT count(*) FROM open_item WHERE state = 'OPEN'"))
        .isEqualTo(skipped);
    assertThat(
            postgres.number(
                """
                SELECT count(*) FROM store_and_forward s JOIN card_transaction t
                  ON t.id = s.transaction_id
                WHERE (s.state, t.state) NOT IN (('DELIVERED', 'APPROVED'), ('SKIPPED', 'DECLINED'))
                """))
        .isZero();
  }

  @Test
  void requeueAndALateDeliveryThatRaceEndDelivered() throws SQLException {
    int requeued = 0;
    for (int i = 0; i < 60; i++) {
      StoredAdvice slow = storeReversal();
      journal.park(due(LEASE_RAN_OUT).getFirst(), "refused").join();
      boolean won =
          race(() -> journal.delivered(slow, approved()), () -> desk.requeue(Set.of(slow.id()), LI))
              .join();
      requeued += won ? 1 : 0;
    }
    assertThat(postgres.number("SELECT count(*) FROM store_and_forward WHERE state = 'DELIVERED'"))
        .isEqualTo(60);
    assertThat(postgres.number("SELECT count(*) FROM administration_log")).isEqualTo(requeued);
    assertThat(postgres.number("SELECT count(*) FROM open_item WHERE state = 'OPEN'")).isZero();
  }

  /** Both at once; true if the person won. */
  private CompletableFuture<Boolean> race(
      Supplier<CompletableFuture<Void>> delivery, Supplier<Decided> person) {
    CompletableFuture<Decided> decided = CompletableFuture.supplyAsync(person, people);
    CompletableFuture<Void> delivered =
        CompletableFuture.completedFuture(delivery).thenComposeAsync(Supplier::get, people);
    return decided.thenCombine(delivered, (how, _) -> how instanceof Done);
  }

  // --- list ------------------------------------------------------------------------------------

  @Test
  void listTellsWhatAnAdviceIsAboutWithTheCardMasked() {
    StoredAdvice parked = parked(storeReversal());
    StoredAdvice queued = storeReversal();
    List<AdviceLine> both = list(List.of(State.QUEUED, State.PARKED), Optional.empty(), 10);
    assertThat(both).extracting(AdviceLine::id).containsExactly(parked.id(), queued.id());
    AdviceLine line = both.getFirst();
    assertThat(line.state()).isEqualTo(State.PARKED);
    assertThat(line.merchant()).isEqualTo(MERCHANT.code());
    assertThat(line.terminal()).isEqualTo(terminal(1).code());
    assertThat(line.kind()).isEqualTo("PURCHASE");
    assertThat(line.card()).isEqualTo("622848******0013");
    assertThat(line.amountFen()).isEqualTo(100);
    assertThat(line.attempts()).isEqualTo(1);
    assertThat(line.lastError()).isEqualTo("refused");
    assertThat(list(List.of(State.PARKED), Optional.of(LINK), 10)).hasSize(1);
    assertThat(list(List.of(State.PARKED), Optional.of("elsewhere"), 10)).isEmpty();
  }

  @Test
  void listIsTheOldestThatWaitAndTheLatestThatAreDone() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(storeReversal().id());
    }
    assertThat(list(List.of(State.QUEUED), Optional.empty(), 2))
        .extracting(AdviceLine::id)
        .containsExactly(ids.get(0), ids.get(1));
    due(LEASE_RAN_OUT).forEach(each -> journal.delivered(each, approved()).join());
    assertThat(list(List.of(State.DELIVERED), Optional.empty(), 2))
        .extracting(AdviceLine::id)
        .containsExactly(ids.get(1), ids.get(2));
  }

  // --- short hands -----------------------------------------------------------------------------

  private List<AdviceLine> list(List<State> states, Optional<String> link, int limit) {
    return desk.list(states, link, limit);
  }

  /** A leased advice: an approved purchase reversed by its terminal. */
  private StoredAdvice storeReversal() {
    Intent purchase = make.purchase(terminal(1), 100);
    approve(purchase);
    journal.reverse(reversalOf(purchase), _ -> make.nextKey()).join();
    return due(NOW).getFirst();
  }

  /** The older of two about one purchase, leased; the other waits for it. */
  private StoredAdvice storeReversalOfVoidAndOfPurchase() {
    Intent purchase = approve(make.purchase(terminal(1), 100)).intent();
    journal.timeOut(begin(make.voidOf(purchase)), make.nextKey()).join();
    journal.reverse(reversalOf(purchase), _ -> make.nextKey()).join();
    return due(NOW).getFirst();
  }

  private StoredAdvice parked(StoredAdvice leased) {
    journal.park(leased, "refused").join();
    return leased;
  }

  private JournalEntry begin(Intent intent) {
    return ((Recorded) journal.begin(intent).join()).entry();
  }

  private JournalEntry approve(Intent intent) {
    return journal.conclude(begin(intent), approved()).join().entry();
  }

  private JournalEntry entry(JournalEntry entry) {
    return journal.find(entry.intent().key()).join().orElseThrow();
  }

  private List<StoredAdvice> due(Instant at) {
    return journal.due(at, Set.of(LINK), 100).join();
  }

  private State state(StoredAdvice advice) {
    return list(List.of(State.values()), Optional.empty(), 1_000).stream()
        .filter(line -> line.id() == advice.id())
        .map(AdviceLine::state)
        .findFirst()
        .orElseThrow();
  }

  /** States of all open items. */
  private String items() throws SQLException {
    return postgres.text("SELECT string_agg(state, ' ' ORDER BY id) FROM open_item");
  }

  private String log() throws SQLException {
    return postgres.text(
        "SELECT concat(who, ' ', what, ' ', subject, ' ', state_before, ' ', state_after, ': ',"
            + " reason) FROM administration_log");
  }
}
