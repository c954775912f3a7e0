package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.files.ClearingFile;
import io.oneclear.settlement.report.DryRunReport;
import io.oneclear.settlement.report.OpenItem;
import io.oneclear.settlement.report.TieOutLine;
import io.oneclear.store.administration.ItemDesk;
import io.oneclear.store.administration.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementDifferencesTest {

  private static final LocalDate SATURDAY = FRIDAY.plusDays(1);

  @TempDir Path directory;
  private SettlementHouse house;
  private Settlement settlement;

  @BeforeEach
  void open() {
    house = SettlementHouse.open(directory).withMerchants(4).withTransactions(FRIDAY, 400);
    settlement = house.settlement();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private RunResult run(LocalDate date) {
    return settlement.run(date, RunOptions.ALL, SettlementListener.NONE);
  }

  /** All the way, people and bank willing. */
  private void settle(LocalDate date) {
    RunResult first = run(date);
    assertThat(first).as(first.line()).isNotInstanceOf(RunResult.Refused.class);
    if (settlement.proposal(date).isPresent() && settlement.proposal(date).get().payouts() > 0) {
      settlement.approve(date, "li", "wang");
    }
    run(date);
    house.bankAnswers(date, SettlementHouse.BankRule.PAYS_ALL);
    assertThat(run(date)).isEqualTo(new RunResult.Closed(date));
    assertThat(settlement.report(date).tieOut()).allMatch(TieOutLine::tied);
    SettlementDayTest.assertClean(house);
  }

  private List<OpenItem> items(String type) {
    return settlement.openItems(SATURDAY.plusDays(5)).stream()
        .filter(item -> item.type().equals(type))
        .toList();
  }

  /** The first plain sale of the Friday. */
  private long aSale() {
    return house.number(
        "SELECT min(id) FROM card_transaction WHERE kind = 'PURCHASE' AND state = 'APPROVED'"
            + " AND business_date = ?",
        FRIDAY);
  }

  @Test
  void aSaleMissingInTheFileIsHeldAndPaidWhenItArrivesADayLater() {
    long sale = aSale();
    house.schemeFile(FRIDAY, "t.id <> " + sale);
    settle(FRIDAY);
    assertThat(items("CLEARING_SHORT")).hasSize(1);
    long net =
        house.number(
            "SELECT signed_fen - merchant_fee_fen FROM settlement_line WHERE transaction_id = ?",
            sale);
    assertThat(house.number("SELECT sum(held_fen)::bigint FROM settlement_net")).isEqualTo(net);
    assertThat(
            house.number(
                "SELECT -sum(balance_fen)::bigint FROM account_balance"
                    + " WHERE account = 'MERCHANT_HELD'"))
        .isEqualTo(net);

    house.withTransactions(SATURDAY, 100);
    house.schemeFile(FRIDAY, "t.id = " + sale);
    mergeIntoNextFile();
    settle(SATURDAY);
    assertThat(items("CLEARING_SHORT")).isEmpty();
    assertThat(items("CLEARING_LONG")).isEmpty();
    assertThat(
            house.number(
                "SELECT sum(released_fen)::bigint FROM settlement_net WHERE business_date = ?",
                SATURDAY))
        .isEqualTo(net);
    assertThat(
            house.number(
                "SELECT sum(balance_fen)::bigint FROM account_balance"
                    + " WHERE account IN ('MERCHANT_HELD', 'SUSPENSE')"))
        .isZero();
  }

  /** Appends what now is in the Friday's file to the Saturday's. */
  private void mergeIntoNextFile() {
    Path inbox = house.config().inbox();
    try {
      String late = Files.readString(inbox.resolve(ClearingFile.nameFor(FRIDAY)));
      Files.delete(inbox.resolve(ClearingFile.nameFor(FRIDAY)));
      house.schemeFile(SATURDAY, "true");
      Files.writeString(
          inbox.resolve(ClearingFile.nameFor(SATURDAY)), late, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSaleThatNeverArrivesStaysHeldUntilAPersonReleasesIt() {
    house.schemeFile(FRIDAY, "t.id <> " + aSale());
    settle(FRIDAY);
    house.withTransactions(SATURDAY, 100);
    house.schemeFile(SATURDAY, "true");
    settle(SATURDAY);
    assertThat(items("CLEARING_SHORT")).hasSize(1);

    long item = items("CLEARING_SHORT").getFirst().id();
    Signature zhao = new Signature("zhao", "the scheme paid by 贷记调整");
    ItemDesk desk = new ItemDesk(house.database, InstantSource.system());
    assertThat(desk.resolve(Set.of(item), zhao)).isEmpty();
    assertThat(desk.resolve(Set.of(item), zhao)).containsExactly(item + " is CLOSED");
    assertThat(house.number("SELECT count(*) FROM administration_log WHERE what = 'ITEM_RESOLVED'"))
        .isEqualTo(1);
    LocalDate sunday = SATURDAY.plusDays(1);
    house.schemeFile(sunday, "true");
    settle(sunday);
    assertThat(
            house.number(
                "SELECT sum(balance_fen)::bigint FROM account_balance"
                    + " WHERE account = 'MERCHANT_HELD'"))
        .isZero();
    assertThat(house.number("SELECT count(*) FROM payout WHERE business_date = ?", sunday))
        .isEqualTo(1);
  }

  @Test
  void whatOnlyTheSchemeKnowsGoesToSuspenseAndNoMerchantIsPaidForIt() {
    long sale = aSale();
    house.schemeFile(FRIDAY, "true");
    long fen = house.number("SELECT amount_fen FROM card_transaction WHERE id = ?", sale);
    house.sql("UPDATE card_transaction SET state = 'REVERSED' WHERE id = ?", sale);
    settle(FRIDAY);
    assertThat(items("CLEARING_LONG")).singleElement().extracting(OpenItem::theirs).isEqualTo(fen);
    assertThat(
            house.number(
                "SELECT -sum(balance_fen)::bigint FROM account_balance WHERE account = 'SUSPENSE'"))
        .isEqualTo(fen);
    assertThat(house.number("SELECT count(*) FROM settlement_line WHERE transaction_id = ?", sale))
        .isZero();
  }

  @Test
  void anotherAmountInTheFileBecomesAnItemAndTheDayStillTies() {
    long sale = aSale();
    house.sql("UPDATE card_transaction SET amount_fen = amount_fen + 1 WHERE id = ?", sale);
    house.schemeFile(FRIDAY, "true");
    house.sql("UPDATE card_transaction SET amount_fen = amount_fen - 1 WHERE id = ?", sale);
    settle(FRIDAY);
    assertThat(items("CLEARING_AMOUNT"))
        .singleElement()
        .satisfies(item -> assertThat(item.theirs() - item.ours()).isEqualTo(1));
  }

  @Test
  void otherFeesInTheFileBecomeOneItemPerMerchant() {
    house.sql("UPDATE card_transaction SET product = 'FOREIGN' WHERE id = ?", aSale());
    house.schemeFile(FRIDAY, "true");
    house.sql("UPDATE card_transaction SET product = 'DEBIT' WHERE id = ?", aSale());
    settle(FRIDAY);
    assertThat(items("CLEARING_FEE")).hasSize(1);
  }

  @Test
  void aReversalAfterTheDateWasSettledIsTakenBackWithTheNext() {
    long sale = aSale();
    house.schemeFile(FRIDAY, "true");
    settle(FRIDAY);
    house.sql("UPDATE card_transaction SET state = 'REVERSED' WHERE id = ?", sale);
    house.sql(
        """
        INSERT INTO store_and_forward (type, link, transaction_id, merchant_id, terminal_id, batch_opened_on, batch, trace,
          about_id, of_time, of_stan, up_time, up_stan, up_acquirer, up_forwarder, reason, state, next_attempt_at)
        SELECT 'REVERSAL', link, id, merchant_id, terminal_id, batch_opened_on, batch, trace, id, up_time, up_stan, '1121000000', 999999,
          up_acquirer, up_forwarder, '98', 'DELIVERED', received_at FROM card_transaction WHERE id = ?
        """,
        sale);
    assertThat(settlement.report(FRIDAY).tieOut()).allMatch(TieOutLine::tied);
    house.withTransactions(SATURDAY, 100);
    house.sql("UPDATE card_transaction SET state = 'APPROVED' WHERE id = ?", sale);
    house.schemeFile(FRIDAY, "t.id = " + sale);
    house.sql("UPDATE card_transaction SET state = 'REVERSED' WHERE id = ?", sale);
    turnIntoReversal();
    mergeIntoNextFile();
    settle(SATURDAY);
    assertThat(items("CLEARING_SHORT")).isEmpty();
    assertThat(items("CLEARING_LONG")).isEmpty();
    assertThat(
            house.number(
                """
                SELECT abs(sum(signed_fen)) + abs(sum(merchant_fee_fen)) + abs(sum(issuer_fee_fen)) + abs(sum(network_fee_fen))
                FROM settlement_line WHERE transaction_id = ?
                """,
                sale))
        .isZero();
    assertThat(house.number("SELECT count(*) FROM settlement_line WHERE transaction_id = ?", sale))
        .isEqualTo(2);
  }

  /** The one purchase in the Friday's file becomes its reversal, with the identity of that. */
  private void turnIntoReversal() {
    Path file = house.config().inbox().resolve(ClearingFile.nameFor(FRIDAY));
    try {
      String line = Files.readString(file);
      Files.writeString(
          file,
          line.substring(0, 24)
              + "999999 1121000000"
              + line.substring(41, 101)
              + "0420 200000"
              + line.substring(112).replaceAll(" D(\\d{11})", " C$1"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refundsAboveSalesAreCarriedForwardAsADebt() {
    String poor =
        house.texts("SELECT merchant_id FROM merchant ORDER BY right(merchant_id, 4)").getFirst();
    house.schemeFile(FRIDAY, "true");
    settle(FRIDAY);
    // On Saturday the whole of a big Friday sale is given back and nothing sold.
    house.run("SELECT make_card_transaction_months(?, ?)", SATURDAY, SATURDAY);
    house.sql(
        """
        INSERT INTO card_transaction (id, amount_fen, received_at, original_id, original_opened_on, original_batch, original_trace,
          original_terminal, batch_opened_on, business_date, batch, trace, node, up_stan, merchant_id, terminal_id, kind, state,
          pan_masked, product, rrn, up_time)
        SELECT id + 5000000, amount_fen, received_at + interval '1 day', id, batch_opened_on, batch, trace, terminal_id, ?, ?, 2, trace,
          1, 999999, merchant_id, terminal_id, 'REFUND', 'APPROVED', pan_masked, product, 'R00000000001', '1121100000'
        FROM card_transaction WHERE merchant_id = ? AND kind = 'PURCHASE' AND state = 'APPROVED' ORDER BY amount_fen DESC LIMIT 1
        """,
        SATURDAY,
        SATURDAY,
        poor);
    house.schemeFile(SATURDAY, "true");
    settle(SATURDAY);
    long debt =
        house.number(
            "SELECT carried_out_fen FROM settlement_net WHERE business_date = ? AND merchant_id ="
                + " ?",
            SATURDAY,
            poor);
    assertThat(debt).isNegative();
    assertThat(house.number("SELECT count(*) FROM payout WHERE business_date = ?", SATURDAY))
        .isZero();

    LocalDate sunday = SATURDAY.plusDays(1);
    house.withTransactions(sunday, 400);
    house.schemeFile(sunday, "true");
    settle(sunday);
    assertThat(
            house.number(
                "SELECT carried_in_fen FROM settlement_net WHERE business_date = ? AND merchant_id"
                    + " = ?",
                sunday,
                poor))
        .isEqualTo(debt);
  }

  @Test
  void aMerchantWithoutAVerifiedAccountIsSetAsideAndTheOthersArePaid() {
    house.sql("UPDATE settlement_account SET verified_at = NULL WHERE merchant_id LIKE '%0001'");
    house.schemeFile(FRIDAY, "true");
    settle(FRIDAY);
    assertThat(items("NO_ACCOUNT")).hasSize(1);
    assertThat(house.number("SELECT count(*) FROM payout")).isEqualTo(3);
    assertThat(house.number("SELECT sum(carried_out_fen)::bigint FROM settlement_net"))
        .isPositive();
  }

  @Test
  void aMerchantWithoutAFeeRuleIsHeldAndTheOthersArePaid() {
    house.sql("UPDATE merchant SET fee_plan = 'GONE' WHERE merchant_id LIKE '%0001'");
    house.schemeFile(FRIDAY, "true");
    settle(FRIDAY);
    assertThat(items("UNPRICED")).isNotEmpty();
    assertThat(house.number("SELECT count(*) FROM payout")).isEqualTo(3);
    assertThat(house.number("SELECT sum(held_fen)::bigint FROM settlement_net")).isPositive();
  }

  @Test
  void theCutOverWaitsForUndecidedTransactions() {
    house.sql("UPDATE card_transaction SET state = 'SENT' WHERE id = ?", aSale());
    assertThat(run(FRIDAY))
        .isInstanceOfSatisfying(
            RunResult.Waiting.class,
            waiting -> {
              assertThat(waiting.step()).isEqualTo(Step.CUT_OVER);
              assertThat(waiting.forWhat()).startsWith("1 undecided transactions");
            });
    assertThat(settlement.openDate()).isEqualTo(SATURDAY);
    house.sql("UPDATE card_transaction SET state = 'DECLINED' WHERE id = ?", aSaleSent());
    assertThat(run(FRIDAY))
        .isInstanceOfSatisfying(
            RunResult.Waiting.class, w -> assertThat(w.step()).isEqualTo(Step.COLLECT));
    assertThat(settlement.openDate()).isEqualTo(SATURDAY);
  }

  private long aSaleSent() {
    return house.number("SELECT id FROM card_transaction WHERE state = 'SENT'");
  }

  @Test
  void aDayThatIsNotOverIsRefused() {
    assertThat(run(SATURDAY)).isInstanceOf(RunResult.Refused.class);
    assertThat(settlement.openDate()).isEqualTo(FRIDAY);
  }

  @Test
  void aLaterDateWaitsForTheEarlierOne() {
    run(FRIDAY);
    house.withTransactions(SATURDAY, 100);
    house.schemeFile(SATURDAY, "true");
    assertThat(run(SATURDAY))
        .isInstanceOfSatisfying(
            RunResult.Waiting.class,
            w -> assertThat(w.forWhat()).isEqualTo(FRIDAY + " to be netted first"));
  }

  @Test
  void anotherFileForACollectedDateIsRefused() {
    house.schemeFile(FRIDAY, "true");
    assertThat(settlement.run(FRIDAY, RunOptions.upTo(Step.COLLECT), SettlementListener.NONE))
        .isInstanceOf(RunResult.Stopped.class);
    house.schemeFile(FRIDAY, "t.id <> " + aSale());
    assertThat(run(FRIDAY))
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            r -> assertThat(r.why()).contains("another file was taken in"));
    house.schemeFile(FRIDAY, "true");
    assertThat(run(FRIDAY)).isInstanceOf(RunResult.Waiting.class);
  }

  @Test
  void theSameMessageTwiceInAFileIsRefusedAndNothingOfItStays() throws IOException {
    house.schemeFile(FRIDAY, "true");
    Path file = house.config().inbox().resolve(ClearingFile.nameFor(FRIDAY));
    String first = Files.readAllLines(file).getFirst();
    Files.writeString(file, first + "\n", StandardOpenOption.APPEND);
    assertThat(run(FRIDAY))
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            r -> assertThat(r.why()).contains("the same F7 and F11 as line 1"));
    assertThat(house.number("SELECT count(*) FROM clearing_line")).isZero();
  }

  @Test
  void aDryRunWritesNothingAndSaysWhatTheRunWillSay() {
    house.schemeFile(FRIDAY, "true");
    List<String> before = counts();
    RunResult.DryRun dry =
        (RunResult.DryRun) settlement.run(FRIDAY, RunOptions.DRY, SettlementListener.NONE);
    assertThat(counts()).isEqualTo(before);
    settle(FRIDAY);
    assertThat(dry.report().netFen())
        .isEqualTo(
            house.number("SELECT sum(signed_fen - merchant_fee_fen)::bigint FROM settlement_line"));
    RunResult.DryRun after =
        (RunResult.DryRun) settlement.run(FRIDAY, RunOptions.DRY, SettlementListener.NONE);
    assertThat(after.report().lines())
        .hasSize(4)
        .extracting(DryRunReport.Line::netDifferenceFen)
        .containsOnly(0L);
  }

  private List<String> counts() {
    return house.texts(
        """
        SELECT (SELECT count(*) FROM settlement_day) || '/' || (SELECT count(*) FROM settlement_line) || '/'
          || (SELECT count(*) FROM settlement_net) || '/' || (SELECT count(*) FROM open_item)
        """);
  }

  @Test
  void onePersonCannotApproveAlone() {
    house.schemeFile(FRIDAY, "true");
    run(FRIDAY);
    assertThatThrownBy(() -> settlement.approve(FRIDAY, "li", "li"))
        .isInstanceOf(RefusedException.class);
    assertThat(run(FRIDAY))
        .isInstanceOfSatisfying(
            RunResult.Waiting.class, w -> assertThat(w.step()).isEqualTo(Step.APPROVE));
  }

  @Test
  void anAccountChangedAfterApprovalNeedsAnotherApproval() {
    house.schemeFile(FRIDAY, "true");
    run(FRIDAY);
    settlement.approve(FRIDAY, "li", "wang");
    house.sql(
        "UPDATE settlement_account SET account_number = '999' WHERE merchant_id LIKE '%0001'");
    assertThat(run(FRIDAY))
        .isInstanceOfSatisfying(
            RunResult.Refused.class, r -> assertThat(r.why()).contains("approve"));
    settlement.approve(FRIDAY, "li", "wang");
    assertThat(run(FRIDAY))
        .isInstanceOfSatisfying(
            RunResult.Waiting.class, w -> assertThat(w.step()).isEqualTo(Step.CONFIRM));
  }
}
