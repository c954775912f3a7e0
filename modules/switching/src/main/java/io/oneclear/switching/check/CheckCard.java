package io.oneclear.switching.check;

import io.oneclear.merchant.Merchant;
import io.oneclear.message.CurrencyCode;
import io.oneclear.message.Money;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.pos.CardData;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.pos.PosRequest.CardTransaction;
import java.time.LocalDate;
import java.util.Optional;

/** The card and the amount, as far as they can be judged here without anybody else. */
public final class CheckCard {

  private static final char PIN_ENTERED = '1';
  private static final char NO_PIN = '2';

  /** YY below this is 20YY; no card of the last century is still good. */
  private static final int CENTURY = 2000;

  private CheckCard() {}

  /** Why it cannot be served; empty if it can. */
  public static Optional<ResponseCode> refusal(
      CardTransaction request, Merchant merchant, LocalDate today) {
    return amount(request, merchant).or(() -> card(request, today)).or(() -> pin(request.card()));
  }

  private static Optional<ResponseCode> amount(CardTransaction request, Merchant merchant) {
    if (request instanceof PosRequest.BalanceInquiry) {
      return Optional.empty();
    }
    Money amount = Kinds.amount(request);
    if (!amount.currency().equals(CurrencyCode.CNY)) {
      return Optional.of(ResponseCode.NOT_SUPPORTED);
    }
    if (amount.fen() <= 0) {
      return Optional.of(ResponseCode.INVALID_AMOUNT);
    }
    return request instanceof PosRequest.Purchase
            && amount.fen() > merchant.limits().perTransactionFen()
        ? Optional.of(ResponseCode.AMOUNT_LIMIT)
        : Optional.empty();
  }

  private static Optional<ResponseCode> card(CardTransaction request, LocalDate today) {
    CardData card = request.card();
    if (!card.pan().luhnValid()) {
      return Optional.of(ResponseCode.INVALID_CARD);
    }
    // What gives money back is served also when the card has expired meanwhile.
    boolean takesMoney = Kinds.original(request).isEmpty();
    return takesMoney && card.expiry() != null ? expiry(card.expiry(), today) : Optional.empty();
  }

  private static Optional<ResponseCode> expiry(String yymm, LocalDate today) {
    int number = Integer.parseInt(yymm);
    int month = number % 100;
    if (month < 1 || month > 12) {
      return Optional.of(ResponseCode.FORMAT_ERROR);
    }
    LocalDate firstDayAfter = LocalDate.of(CENTURY + number / 100, month, 1).plusMonths(1);
    return today.isBefore(firstDayAfter)
        ? Optional.empty()
        : Optional.of(ResponseCode.EXPIRED_CARD);
  }

  /** Field 22 says whether a PIN was entered: it must be there, or not, accordingly. */
  private static Optional<ResponseCode> pin(CardData card) {
    String entry = card.entryMode();
    char said = entry == null || entry.length() < 3 ? '0' : entry.charAt(2);
    boolean contradiction = card.pin() == null ? said == PIN_ENTERED : said == NO_PIN;
    return contradiction ? Optional.of(ResponseCode.FORMAT_ERROR) : Optional.empty();
  }
}
