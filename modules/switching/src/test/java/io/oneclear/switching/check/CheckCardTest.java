package io.oneclear.switching.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.CurrencyCode;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.CardData;
import io.oneclear.message.pos.OriginalReference;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.pos.PosRequest.CardTransaction;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCardTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final Merchant MERCHANT =
      new Merchant(
          new MerchantId("898110153110001"),
          "name",
          "name",
          "91310000MA1K000001",
          "5311",
          MerchantState.LIVE,
          "standard",
          SettlementCycle.T1,
          new Limits(1_000_000, 30));

  /** The limit is 10,000.00 yuan, today is 2026-11-22. */
  @ParameterizedTest(
      name = "{0} of {1} fen in {2}, card {3} good until {4}, entry {5}, PIN {6}: {7}")
  @CsvSource(
      textBlock =
          """
          purchase,       1, 156, 6222021234567894, 2611, 022, no,  -
          purchase, 1000000, 156, 6222021234567894, 3012, 051, yes, -
          purchase, 1000001, 156, 6222021234567894, 3012, 052, no,  61
          purchase,       0, 156, 6222021234567894, 3012, 022, no,  13
          purchase,     100, 840, 6222021234567894, 3012, 022, no,  40
          purchase,     100, 156, 6222021234567890, 3012, 022, no,  14
          purchase,     100, 156, 6222021234567894, 2610, 022, no,  54
          purchase,     100, 156, 6222021234567894, 2511, 022, no,  54
          purchase,     100, 156, 6222021234567894, 2701, 022, no,  -
          purchase,     100, 156, 6222021234567894, 2613, 022, no,  30
          purchase,     100, 156, 6222021234567894, 0000, 022, no,  30
          purchase,     100, 156, 6222021234567894, none, 022, no,  -
          purchase,     100, 156, 6222021234567894, 3012, 022, yes, 30
          purchase,     100, 156, 6222021234567894, 3012, 021, no,  30
          purchase,     100, 156, 6222021234567894, 3012, 020, no,  -
          purchase,     100, 156, 6222021234567894, 3012, 020, yes, -
          balance,        0, 156, 6222021234567894, 3012, 021, yes, -
          balance,        0, 156, 6222021234567894, 2610, 021, yes, 54
          balance,        0, 156, 6222021234567890, 3012, 021, yes, 14
          void,     2000000, 156, 6222021234567894, 3012, 022, no,  -
          void,         100, 156, 6222021234567894, 2610, 022, no,  -
          void,           0, 156, 6222021234567894, 3012, 022, no,  13
          refund,   2000000, 156, 6222021234567894, 2610, 022, no,  -
          refund,       100, 156, 6222021234567890, 3012, 022, no,  14
          refund,       100, 840, 6222021234567894, 3012, 022, no,  40
          """)
  void cardAndAmountAreJudged(
      String kind,
      long fen,
      String currency,
      String pan,
      String expiry,
      String entry,
      String pin,
      String expected) {
    CardData card =
        new CardData(
            new Pan(pan),
            expiry.equals("none") ? null : expiry,
            entry,
            null,
            null,
            null,
            pin.equals("yes") ? new PinBlock(new byte[8]) : null,
            null);
    Money amount = new Money(fen, new CurrencyCode(currency));
    assertThat(
            CheckCard.refusal(request(kind, card, amount), MERCHANT, TODAY).map(ResponseCode::code))
        .isEqualTo(
            expected.equals("-") ? java.util.Optional.empty() : java.util.Optional.of(expected));
  }

  private static CardTransaction request(String kind, CardData card, Money amount) {
    TerminalId terminal = new TerminalId("10000001");
    MerchantId merchant = MERCHANT.id();
    Stan trace = new Stan(7);
    BatchNumber batch = new BatchNumber(1);
    OriginalReference original =
        new OriginalReference(batch, new Stan(6), null, new Rrn("010000000001"), null);
    return switch (kind) {
      case "purchase" ->
          new PosRequest.Purchase(null, terminal, merchant, trace, batch, card, amount);
      case "balance" -> new PosRequest.BalanceInquiry(null, terminal, merchant, trace, batch, card);
      case "void" ->
          new PosRequest.VoidPurchase(
              null, terminal, merchant, trace, batch, card, amount, original);
      case "refund" ->
          new PosRequest.Refund(null, terminal, merchant, trace, batch, card, amount, original);
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
