package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Rate;
import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.merchant.fee.FeePlan;
import io.oneclear.merchant.fee.FeeRule;
import io.oneclear.merchant.fee.FeeTier;
import io.oneclear.merchant.fee.TierBasis;
import io.oneclear.settlement.PayoutStore.Repayment;
import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.files.PayoutFile;
import io.oneclear.settlement.report.OpenItem;
import io.oneclear.settlement.report.TieOutLine;
import io.oneclear.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, whatever program asks for it; and payouts that come back. */
class SettlementSchemaTest {

  @TempDir static Path directory;
  private static SettlementHouse house;
  private static Settlement settlement;

  /** A Friday paid in full but for one rejected payout. */
  @BeforeAll
  static void settleAFriday() {
    house = SettlementHouse.open(directory).withMerchants(4).withTransactions(FRIDAY, 200);
    settlement = house.settlement();
    house.schemeFile(FRIDAY, "true");
    run();
    settlement.approve(FRIDAY, "li", "wang");
    run();
    house.bankAnswers(FRIDAY, id -> id.contains("0001") && id.endsWith("000101") ? "AC04" : "");
    assertThat(run()).isEqualTo(new RunResult.Closed(FRIDAY));
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static RunResult run() {
    return settlement.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the ledger is append-only and balances
        "append-only <- UPDATE ledger_entry SET amount_fen = amount_fen + 1",
        "append-only <- DELETE FROM ledger_entry",
        "append-only <- TRUNCATE ledger_entry CASCADE",
        "append-only <- DELETE FROM posting_set",
        "append-only <- UPDATE posting_set SET set_id = DEFAULT",
        "append-only <- DELETE FROM merchant_day",
        "append-only <- UPDATE merchant_day SET sales_fen = 0",
        """
        does not balance <-
        INSERT INTO ledger_entry (set_id, account, merchant_id, business_date, amount_fen)
        SELECT set_id, 'SUSPENSE', merchant_id, business_date, 1 FROM posting_set LIMIT 1
        """,
        """
        of another merchant <-
        INSERT INTO ledger_entry (set_id, account, merchant_id, business_date, amount_fen)
        SELECT set_id, account, 'X', business_date, fen FROM posting_set,
          (VALUES ('SUSPENSE', 1), ('FEE_SUSPENSE', -1)) v (account, fen) WHERE purpose = 'SALES' LIMIT 2
        """,
        """
        ledger_entry_set_id_fkey <-
        INSERT INTO ledger_entry (set_id, account, merchant_id, business_date, amount_fen)
        SELECT 999999999, account, merchant_id, business_date, fen FROM posting_set,
          (VALUES ('SUSPENSE', 1), ('FEE_SUSPENSE', -1)) v (account, fen) WHERE purpose = 'SALES' LIMIT 2
        """,
        // nobody names an account
        """
        never given <-
        INSERT INTO payout_account (merchant_id, account_number, account_name, bank_code, bank_name, verified_at)
        SELECT merchant_id, '666', account_name, bank_code, bank_name, verified_at FROM settlement_account LIMIT 1
        """,
        "append-only <- UPDATE payout_account SET account_number = '666'",
        "does not become <- UPDATE payout SET account_id = (SELECT max(account_id) FROM"
            + " payout_account)",
        "does not become <- UPDATE payout SET amount_fen = amount_fen + 1",
        "does not become <- UPDATE payout SET merchant_id = '490000058120000'",
        """
        account of a payout is not given <-
        INSERT INTO payout (end_to_end_id, business_date, merchant_id, attempt, account_id, amount_fen, value_date, channel, number,
          maker, checker, ordered_at)
        SELECT 'X1', business_date, merchant_id, 2, (SELECT max(account_id) FROM payout_account), amount_fen, value_date, channel,
          number, maker, checker, ordered_at FROM payout WHERE state = 'REJECTED'
        """,
        // nobody is paid twice, or another amount
        """
        being paid for <-
        INSERT INTO payout (end_to_end_id, business_date, merchant_id, attempt, amount_fen, value_date, channel, number,
          maker, checker, ordered_at)
        SELECT 'X2', business_date, merchant_id, 2, amount_fen, value_date, channel, number, maker, checker, ordered_at
        FROM payout WHERE state = 'PAID' LIMIT 1
        """,
        """
        the net of its date <-
        INSERT INTO payout (end_to_end_id, business_date, merchant_id, attempt, amount_fen, value_date, channel, number,
          maker, checker, ordered_at)
        SELECT 'X3', business_date, merchant_id, 2, amount_fen + 1, value_date, channel, number, maker, checker, ordered_at
        FROM payout WHERE state = 'REJECTED'
        """,
        """
        payout_check <-
        INSERT INTO payout (end_to_end_id, business_date, merchant_id, attempt, amount_fen, value_date, channel, number,
          maker, checker, ordered_at)
        SELECT 'X4', business_date, merchant_id, 2, amount_fen, value_date, channel, number, 'li', 'li', ordered_at
        FROM payout WHERE state = 'REJECTED'
        """,
        "does not become <- UPDATE payout SET state = 'ORDERED'",
        "does not become <- UPDATE payout SET state = 'PAID' WHERE state = 'REJECTED'",
        "append-only <- DELETE FROM payout",
        // approvals and prices stay what they were
        "append-only <- UPDATE settlement_approval SET total_fen = 1",
        "append-only <- UPDATE fee_tier SET rate_e8 = 1",
        "does not change <- UPDATE fee_rule SET holds_from = DATE '2020-01-01'",
        "append-only <- DELETE FROM fee_rule",
      })
  void theDatabaseRefuses(String messageAndStatement) {
    String[] parts = messageAndStatement.split("<-", 2);
    assertThatThrownBy(() -> house.run(parts[1]))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(parts[0].strip());
  }

  @Test
  void whatADateWroteIsKnownToThePlannerBeforeItIsReadAgain() {
    assertThat(
            house.texts(
                """
                SELECT relname::text FROM pg_class WHERE reltuples > 0 AND relname IN
                  ('merchant_day', 'settlement_net', 'payout', 'payout_account', 'captured_2026_11_20',
                   'clearing_line_2026_11_20', 'settlement_line_2026_11_20')
                """))
        .hasSize(7);
  }

  @Test
  void noColumnOfAPayoutCanHoldAnAccountNumber() {
    assertThat(
            house.texts(
                "SELECT column_name::text FROM information_schema.columns"
                    + " WHERE table_name = 'payout' ORDER BY 1"))
        .containsExactly(
            "account_id",
            "amount_fen",
            "answered_at",
            "attempt",
            "business_date",
            "channel",
            "checker",
            "end_to_end_id",
            "maker",
            "merchant_id",
            "number",
            "ordered_at",
            "reason",
            "state",
            "value_date");
  }

  @Test
  void whatCameBackIsCorrectedAndPaidAgainUnderANewIdentityOnce() throws IOException {
    try (SettlementHouse other =
        SettlementHouse.open(directory.resolve("repay")).withMerchants(4)) {
      other.withTransactions(FRIDAY, 200).schemeFile(FRIDAY, "true");
      Settlement again = other.settlement();
      again.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
      again.approve(FRIDAY, "li", "wang");
      again.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
      other.bankAnswers(FRIDAY, id -> id.endsWith("000101") ? "AC04" : "");
      again.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
      String rejected =
          other.texts("SELECT end_to_end_id FROM payout WHERE state = 'REJECTED'").getFirst();
      assertThat(again.openItems(FRIDAY))
          .extracting(OpenItem::type)
          .containsExactly("PAYOUT_REJECTED");
      assertThat(again.report(FRIDAY).tieOut()).allMatch(TieOutLine::tied);

      other.sql(
          "UPDATE settlement_account SET account_number = '62284899' WHERE merchant_id LIKE"
              + " '%0001'");
      Repayment repayment = again.repay(rejected, "li", "wang");
      assertThat(repayment.endToEndId()).endsWith("02").isNotEqualTo(rejected);
      PayoutFile file = repayment.file();
      assertThat(file.valueDate()).isEqualTo(LocalDate.of(2026, 11, 23));
      assertThat(Files.readString(other.config().out().resolve(FRIDAY + "/" + file.name())))
          .contains("62284899")
          .contains(repayment.endToEndId());
      assertThatThrownBy(() -> again.repay(rejected, "li", "wang"))
          .isInstanceOf(RefusedException.class);
      other.bankAnswers(FRIDAY, SettlementHouse.BankRule.PAYS_ALL);
      assertThat(again.takeBankAnswers()).isEqualTo(1);
      assertThat(again.openItems(FRIDAY)).isEmpty();
      assertThat(again.report(FRIDAY).tieOut()).allMatch(TieOutLine::tied);
      assertThat(
              other.number(
                  "SELECT sum(balance_fen)::bigint FROM account_balance"
                      + " WHERE account IN ('MERCHANT_PAYABLE', 'PAYOUT_IN_TRANSIT')"))
          .isZero();
      SettlementDayTest.assertClean(other);
    }
  }

  @Test
  void aReturnAfterPaymentGoesBackToTheMerchantsBalance() throws IOException {
    String paid =
        house
            .texts("SELECT end_to_end_id FROM payout WHERE state = 'PAID' AND channel = 'PAIN_001'")
            .getFirst();
    String stem =
        house
            .texts(
                "SELECT 'pain002_' || to_char(value_date, 'YYYYMMDD') || '_' || to_char(number,"
                    + " 'FM000') FROM payout WHERE end_to_end_id = ?",
                paid)
            .getFirst();
    Path late = house.config().bankAnswers().resolve(stem + "_1.xml");
    Files.writeString(late, BankDesk.pain002("<EndToEndId>" + paid + "</EndToEndId>", _ -> "AC04"));
    assertThat(settlement.takeBankAnswers()).isEqualTo(1);
    assertThat(settlement.takeBankAnswers()).isZero();
    assertThat(settlement.openItems(FRIDAY)).extracting(OpenItem::type).contains("PAYOUT_RETURNED");
    assertThat(settlement.report(FRIDAY).tieOut()).allMatch(TieOutLine::tied);
    SettlementDayTest.assertClean(house);

    // Said to be paid after all: nothing moves, a person must ask.
    Files.writeString(
        house.config().bankAnswers().resolve(stem + "_2.xml"),
        BankDesk.pain002("<EndToEndId>" + paid + "</EndToEndId>", _ -> ""));
    assertThat(settlement.takeBankAnswers()).isZero();
    assertThat(settlement.openItems(FRIDAY))
        .extracting(OpenItem::type)
        .contains("PAYOUT_CONTRADICTION");
  }

  @Test
  void anAnswerToWhatWeNeverOrderedIsRefusedWhole() throws IOException {
    Path file = house.config().bankAnswers().resolve("pain002_20261123_009.xml");
    Files.writeString(file, BankDesk.pain002("<EndToEndId>OC20261120X</EndToEndId>", _ -> ""));
    assertThatThrownBy(() -> settlement.takeBankAnswers())
        .hasMessageContaining("a payment we did not order");
    Files.delete(file);
    assertThat(
            house.number(
                "SELECT count(*) FROM bank_answer_file WHERE name = 'pain002_20261123_009.xml'"))
        .isZero();
  }

  @Test
  void aPriceIsNotChangedButFollowedByAnother() {
    FeeRule before = HouseFees.book().plans().getFirst().rules().getFirst();
    FeeRule changed =
        new FeeRule(
            before.id(),
            before.product(),
            before.mccClass(),
            before.from(),
            null,
            TierBasis.AMOUNT,
            List.of(FeeTier.of(Rate.percent("0.1"))));
    assertThatThrownBy(() -> house.store().addFees(book(changed)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a new price is a new rule");

    LocalDate from = LocalDate.of(2027, 1, 1);
    FeeRule ended =
        new FeeRule(
            before.id(),
            before.product(),
            before.mccClass(),
            before.from(),
            from,
            before.basis(),
            before.tiers());
    FeeRule next =
        new FeeRule(
            "STANDARD-DEBIT-2027",
            CardProduct.DEBIT,
            null,
            from,
            null,
            TierBasis.AMOUNT,
            changed.tiers());
    house.store().addFees(book(ended, next));
    assertThat(house.store().feeBook().plans().stream().filter(p -> p.code().equals("STANDARD")))
        .singleElement()
        .satisfies(plan -> assertThat(plan.rules()).contains(ended, next));
  }

  private static FeeBook book(FeeRule... rules) {
    return new FeeBook(
        List.of(new FeePlan("STANDARD", "STANDARD", List.of(rules))),
        List.of(),
        List.of(),
        List.of());
  }
}
