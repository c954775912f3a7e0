package io.oneclear.switching.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.OriginalReference;
import io.oneclear.switching.check.CheckOriginal.Claim;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckOriginalTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final Rrn RRN = new Rrn("010000000001");
  private static final MerchantId MERCHANT_ID = new MerchantId("898110153110001");
  private static final Merchant MERCHANT =
      new Merchant(
          MERCHANT_ID,
          "name",
          "name",
          "91310000MA1K000001",
          "5311",
          MerchantState.LIVE,
          "standard",
          SettlementCycle.T1,
          new Limits(1_000_000, 30));

  /** The original is a purchase over 100.00 yuan unless the line says otherwise. */
  @ParameterizedTest(name = "{0} {1} in state {2}, refunded {3}: void of {4} fen {5}, refund {6}")
  @CsvSource(
      textBlock =
          """
          PURCHASE,        mine,    APPROVED,            0, 10000, -,  -
          PURCHASE,        mine,    APPROVED,            0,  9999, 64, -
          PURCHASE,        mine,    APPROVED,            0, 10001, 64, 64
          PURCHASE,        mine,    APPROVED,         4000, 10000, 12, 64
          PURCHASE,        mine,    PARTLY_REFUNDED,  4000,  6000, 64, -
          PURCHASE,        mine,    PARTLY_REFUNDED,  4000, 10000, 12, 64
          PURCHASE,        mine,    REFUNDED,        10000, 10000, 12, 64
          PURCHASE,        mine,    VOIDED,              0, 10000, 12, 12
          PURCHASE,        mine,    REVERSED,            0, 10000, 25, 25
          PURCHASE,        mine,    TIMED_OUT,           0, 10000, 25, 25
          PURCHASE,        mine,    DECLINED,            0, 10000, 25, 25
          PURCHASE,        mine,    SENT,                0, 10000, 25, 25
          PURCHASE,        another, APPROVED,            0, 10000, 25, 25
          VOID,            mine,    APPROVED,            0, 10000, 25, 25
          REFUND,          mine,    APPROVED,            0, 10000, 25, 25
          BALANCE_INQUIRY, mine,    APPROVED,            0, 10000, 25, 25
          """)
  void voidsAndRefundsMustFitTheirOriginal(
      TransactionKind kind,
      String card,
      TransactionState state,
      long refunded,
      long fen,
      String voiding,
      String refund) {
    Optional<JournalEntry> original =
        Optional.of(entry(kind, pan(card.equals("mine") ? 1 : 2), state, refunded, 0));
    Claim claim = claim(fen, RRN, null);
    assertThat(text(CheckOriginal.refusalOfVoid(claim, original))).isEqualTo(voiding);
    assertThat(text(CheckOriginal.refusalOfRefund(claim, original, MERCHANT, TODAY)))
        .isEqualTo(refund);
  }

  @Test
  void noOriginalIsAnswered25() {
    Claim claim = claim(100, RRN, null);
    assertThat(text(CheckOriginal.refusalOfVoid(claim, Optional.empty()))).isEqualTo("25");
    assertThat(text(CheckOriginal.refusalOfRefund(claim, Optional.empty(), MERCHANT, TODAY)))
        .isEqualTo("25");
  }

  @ParameterizedTest(name = "{0} days after: {1}")
  @CsvSource({"0, -", "30, -", "31, 22", "400, 22"})
  void refundIsTakenForSoManyDays(int days, String expected) {
    Optional<JournalEntry> original =
        Optional.of(entry(TransactionKind.PURCHASE, pan(1), TransactionState.APPROVED, 0, days));
    assertThat(
            text(CheckOriginal.refusalOfRefund(claim(100, RRN, null), original, MERCHANT, TODAY)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "reference {0}, authorization {1}: {2}")
  @CsvSource({
    "010000000001, 123456, -",
    "010000000001, none, -",
    "none, 123456, -",
    "none, none, -",
    "010000000002, 123456, 25",
    "010000000001, 123457, 25"
  })
  void whatIsSaidOfTheOriginalMustBeTrue(String rrn, String code, String expected) {
    Claim claim =
        claim(10_000, rrn.equals("none") ? null : new Rrn(rrn), code.equals("none") ? null : code);
    Optional<JournalEntry> original =
        Optional.of(entry(TransactionKind.PURCHASE, pan(1), TransactionState.APPROVED, 0, 0));
    assertThat(text(CheckOriginal.refusalOfVoid(claim, original))).isEqualTo(expected);
  }

  private static String text(Optional<ResponseCode> refusal) {
    return refusal.map(ResponseCode::code).orElse("-");
  }

  private static Claim claim(long fen, Rrn rrn, String authorizationCode) {
    return new Claim(
        new OriginalReference(new BatchNumber(1), new Stan(6), null, rrn, authorizationCode),
        Money.cny(fen),
        pan(1));
  }

  private static ProtectedPan pan(int card) {
    byte[] hash = new byte[32];
    hash[0] = (byte) card;
    return new ProtectedPan(hash, new byte[0], 1, "622202******7894");
  }

  private static JournalEntry entry(
      TransactionKind kind, ProtectedPan pan, TransactionState state, long refunded, int daysAgo) {
    Instant at = Instant.parse("2026-11-22T02:30:00Z").minusSeconds(86_400L * daysAgo);
    Intent intent =
        new Intent(
            1,
            new RequestKey(
                MERCHANT_ID, new TerminalId("10000001"), TODAY, new BatchNumber(1), new Stan(6)),
            kind,
            10_000,
            pan,
            CardProduct.DEBIT,
            "3012",
            null,
            "022",
            "00",
            RRN,
            "cups",
            null,
            null,
            at);
    Outcome outcome = new Outcome(ResponseCode.APPROVED, "123456", "1122", "01020000", null, null);
    return new JournalEntry(intent, state, TODAY, outcome, refunded, at);
  }
}
