package io.oneclear.switching.check;

import io.oneclear.merchant.Merchant;
import io.oneclear.message.Money;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.pos.OriginalReference;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.stamp.LocalTimes;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a void or refund fits the purchase it names. The journal checks again when it claims the
 * purchase, because others may claim it meanwhile.
 */
public final class CheckOriginal {

  private CheckOriginal() {}

  /** A void: the whole amount, once, the same card. Its batch is checked by how it was found. */
  public static Optional<ResponseCode> refusalOfVoid(Claim claim, Optional<JournalEntry> found) {
    Optional<ResponseCode> wrong = wrongPurchase(claim, found);
    if (wrong.isPresent()) {
      return wrong;
    }
    JournalEntry original = found.orElseThrow();
    if (original.intent().amountFen() != claim.amount().fen()) {
      return Optional.of(ResponseCode.ORIGINAL_AMOUNT_MISMATCH);
    }
    return switch (original.state()) {
      case APPROVED ->
          original.refundedFen() == 0
              ? Optional.empty()
              : Optional.of(ResponseCode.INVALID_TRANSACTION);
      case VOIDED, PARTLY_REFUNDED, REFUNDED -> Optional.of(ResponseCode.INVALID_TRANSACTION);
      case SENT, DECLINED, TIMED_OUT, REVERSED, REMEMBERED -> Optional.of(ResponseCode.NO_ORIGINAL);
    };
  }

  /** A refund: not above what is left, within the days allowed, the same card. */
  public static Optional<ResponseCode> refusalOfRefund(
      Claim claim, Optional<JournalEntry> found, Merchant merchant, LocalDate today) {
    Optional<ResponseCode> wrong = wrongPurchase(claim, found);
    if (wrong.isPresent()) {
      return wrong;
    }
    JournalEntry original = found.orElseThrow();
    LocalDate bought = LocalTimes.day(original.intent().at());
    if (ChronoUnit.DAYS.between(bought, today) > merchant.limits().refundDays()) {
      return Optional.of(ResponseCode.BEYOND_ALLOWED_DAYS);
    }
    return switch (original.state()) {
      case APPROVED, PARTLY_REFUNDED, REFUNDED ->
          claim.amount().fen() <= original.intent().amountFen() - original.refundedFen()
              ? Optional.empty()
              : Optional.of(ResponseCode.ORIGINAL_AMOUNT_MISMATCH);
      case VOIDED -> Optional.of(ResponseCode.INVALID_TRANSACTION);
      case SENT, DECLINED, TIMED_OUT, REVERSED, REMEMBERED -> Optional.of(ResponseCode.NO_ORIGINAL);
    };
  }

  /** Somebody claimed the purchase between our look and our claim. */
  public static ResponseCode claimRefused(TransactionKind kind) {
    return kind == TransactionKind.REFUND
        ? ResponseCode.ORIGINAL_AMOUNT_MISMATCH
        : ResponseCode.INVALID_TRANSACTION;
  }

  private static Optional<ResponseCode> wrongPurchase(Claim claim, Optional<JournalEntry> found) {
    boolean right =
        found.isPresent()
            && found.get().intent().kind() == TransactionKind.PURCHASE
            && found.get().intent().pan() != null
            && found.get().intent().pan().sameCard(claim.pan())
            && agrees(claim.reference(), found.get());
    return right ? Optional.empty() : Optional.of(ResponseCode.NO_ORIGINAL);
  }

  /** Whatever else the terminal says of the original must be true. */
  private static boolean agrees(OriginalReference said, JournalEntry original) {
    Outcome outcome = original.outcome();
    String code = outcome == null ? null : outcome.authorizationCode();
    boolean sameRrn = said.rrn() == null || Objects.equals(said.rrn(), original.intent().rrn());
    boolean sameCode =
        said.authorizationCode() == null
            || code == null
            || said.authorizationCode().strip().equals(code.strip());
    return sameRrn && sameCode;
  }

  /** What is asked: this much of that purchase, for this card. */
  public record Claim(OriginalReference reference, Money amount, ProtectedPan pan) {}
}
