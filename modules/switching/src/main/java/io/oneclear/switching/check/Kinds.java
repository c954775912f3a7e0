package io.oneclear.switching.check;

import io.oneclear.message.Money;
import io.oneclear.message.pos.OriginalReference;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.pos.PosRequest.CardTransaction;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.journal.TransactionKind;
import java.util.Optional;

/** What the kinds of card transactions have in common, seen from each side. */
public final class Kinds {

  private Kinds() {}

  public static TransactionKind of(CardTransaction request) {
    return switch (request) {
      case PosRequest.BalanceInquiry _ -> TransactionKind.BALANCE_INQUIRY;
      case PosRequest.Purchase _ -> TransactionKind.PURCHASE;
      case PosRequest.VoidPurchase _ -> TransactionKind.VOID;
      case PosRequest.Refund _ -> TransactionKind.REFUND;
    };
  }

  /** Zero for a balance inquiry. */
  public static Money amount(CardTransaction request) {
    return switch (request) {
      case PosRequest.BalanceInquiry _ -> Money.ZERO;
      case PosRequest.Purchase purchase -> purchase.amount();
      case PosRequest.VoidPurchase voiding -> voiding.amount();
      case PosRequest.Refund refund -> refund.amount();
    };
  }

  /** How it names the purchase it is about; empty for what stands for itself. */
  public static Optional<OriginalReference> original(CardTransaction request) {
    return switch (request) {
      case PosRequest.BalanceInquiry _, PosRequest.Purchase _ -> Optional.empty();
      case PosRequest.VoidPurchase voiding -> Optional.of(voiding.original());
      case PosRequest.Refund refund -> Optional.of(refund.original());
    };
  }

  public static UpstreamRequest.Type upstream(TransactionKind kind) {
    return switch (kind) {
      case BALANCE_INQUIRY -> UpstreamRequest.Type.BALANCE_INQUIRY;
      case PURCHASE -> UpstreamRequest.Type.PURCHASE;
      case VOID -> UpstreamRequest.Type.VOID_PURCHASE;
      case REFUND -> UpstreamRequest.Type.REFUND;
    };
  }
}
