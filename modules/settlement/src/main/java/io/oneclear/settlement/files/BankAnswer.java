package io.oneclear.settlement.files;

import java.util.Objects;

/**
 * What a bank says about one payout.
 *
 * @param amountFen as the bank repeats it; −1 where the form does not repeat it
 * @param reason code or text of a refusal, at most 140 characters; empty if paid
 */
public record BankAnswer(String endToEndId, Result result, long amountFen, String reason) {

  public BankAnswer {
    Objects.requireNonNull(endToEndId);
    Objects.requireNonNull(result);
    Objects.requireNonNull(reason);
  }

  /** How it ended. */
  public enum Result {
    PAID,
    /** Not paid: refused at once, or sent back by the payee's bank after it was paid (退票). */
    NOT_PAID,
    /** Taken on, not yet paid. */
    PENDING
  }
}
