package io.oneclear.proof.journal;

import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;

/** What a void or refund does to the purchase it is about. */
final class Claims {

  private Claims() {}

  static boolean possible(Intent intent, TransactionRow original) {
    JournalEntry purchase = original.entry();
    if (purchase.intent().kind() != TransactionKind.PURCHASE || original.claimedBy() != 0) {
      return false;
    }
    return switch (intent.kind()) {
      case VOID ->
          purchase.state() == TransactionState.APPROVED
              && purchase.refundedFen() == 0
              && purchase.intent().amountFen() == intent.amountFen();
      case REFUND ->
          (purchase.state() == TransactionState.APPROVED
                  || purchase.state() == TransactionState.PARTLY_REFUNDED)
              && intent.amountFen() <= purchase.intent().amountFen() - purchase.refundedFen();
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    };
  }

  static void claim(UnitOfWork unit, Intent intent) {
    TransactionRow original = unit.row(intent.original());
    switch (intent.kind()) {
      case VOID -> unit.put(original.claimedBy(intent.id()));
      case REFUND ->
          unit.put(original.refunded(original.entry().refundedFen() + intent.amountFen()));
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    }
  }

  /** The void or refund was approved. */
  static void settle(UnitOfWork unit, Intent intent) {
    TransactionRow original = unit.row(intent.original());
    switch (intent.kind()) {
      case VOID -> {
        require(held(original, intent, TransactionState.APPROVED), intent);
        unit.put(original.state(TransactionState.VOIDED));
      }
      case REFUND -> {
        require(refundable(original), intent);
        boolean all = original.entry().refundedFen() == original.entry().intent().amountFen();
        unit.put(
            original.state(all ? TransactionState.REFUNDED : TransactionState.PARTLY_REFUNDED));
      }
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    }
  }

  /** The void or refund did not come about. */
  static void release(UnitOfWork unit, Intent intent) {
    TransactionRow original = unit.row(intent.original());
    switch (intent.kind()) {
      case VOID -> {
        require(held(original, intent, TransactionState.APPROVED), intent);
        unit.put(original.claimedBy(0));
      }
      case REFUND -> {
        require(refundable(original), intent);
        TransactionState state = original.entry().state();
        unit.put(
            original
                .refunded(original.entry().refundedFen() - intent.amountFen())
                .state(
                    state == TransactionState.REFUNDED ? TransactionState.PARTLY_REFUNDED : state));
      }
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    }
  }

  /** An approved void was reversed: its purchase stands again. */
  static void standAgain(UnitOfWork unit, Intent intent) {
    TransactionRow original = unit.row(intent.original());
    require(held(original, intent, TransactionState.VOIDED), intent);
    unit.put(original.claimedBy(0).state(TransactionState.APPROVED));
  }

  private static boolean held(TransactionRow original, Intent by, TransactionState state) {
    return original.claimedBy() == by.id() && original.entry().state() == state;
  }

  private static boolean refundable(TransactionRow original) {
    return switch (original.entry().state()) {
      case APPROVED, PARTLY_REFUNDED, REFUNDED -> true;
      case SENT, DECLINED, TIMED_OUT, VOIDED, REVERSED, REMEMBERED -> false;
    };
  }

  private static void require(boolean asExpected, Intent intent) {
    if (!asExpected) {
      throw new IllegalStateException(
          "the original of " + intent.kind() + " " + intent.id() + " is not as its claim left it");
    }
  }

  private static IllegalStateException claimsNothing(Intent intent) {
    return new IllegalStateException(intent.kind() + " " + intent.id() + " has no original");
  }
}
