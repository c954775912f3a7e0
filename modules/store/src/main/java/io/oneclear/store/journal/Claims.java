package io.oneclear.store.journal;

import io.oneclear.store.journal.table.Row;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.sql.SQLException;

/**
 * What a void or refund does to the purchase it is about. A claim is made with the intent, in the
 * same unit of work, so that no two can have the same money; it is settled or released with the
 * outcome.
 */
final class Claims {

  private Claims() {}

  /** True if the purchase, locked, can be voided or refunded by this much. */
  static boolean possible(Intent intent, Row original) {
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

  /**
   * Claims it.
   *
   * @param original locked, and {@link #possible}
   */
  static void claim(UnitOfWork unit, Intent intent, Row original) throws SQLException {
    JournalEntry purchase = original.entry();
    Row claimed =
        switch (intent.kind()) {
          case VOID -> original.claimedBy(purchase.state(), intent.id());
          case REFUND ->
              original.refunded(purchase.state(), purchase.refundedFen() + intent.amountFen());
          case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
        };
    unit.replace(original, claimed);
  }

  /** The void or refund was approved. */
  static void settle(UnitOfWork unit, Intent intent) throws SQLException {
    Row original = lock(unit, intent);
    JournalEntry purchase = original.entry();
    switch (intent.kind()) {
      case VOID -> {
        require(intent, claimed(original, intent, TransactionState.APPROVED));
        unit.replace(original, original.inState(TransactionState.VOIDED));
      }
      case REFUND -> {
        require(intent, refundable(purchase) && purchase.refundedFen() >= intent.amountFen());
        boolean whole = purchase.refundedFen() == purchase.intent().amountFen();
        unit.replace(
            original,
            original.inState(whole ? TransactionState.REFUNDED : TransactionState.PARTLY_REFUNDED));
      }
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    }
  }

  /** The void or refund did not come about. */
  static void release(UnitOfWork unit, Intent intent) throws SQLException {
    Row original = lock(unit, intent);
    JournalEntry purchase = original.entry();
    switch (intent.kind()) {
      case VOID -> {
        require(intent, claimed(original, intent, TransactionState.APPROVED));
        unit.replace(original, original.claimedBy(TransactionState.APPROVED, 0));
      }
      case REFUND -> {
        require(intent, refundable(purchase));
        TransactionState state =
            purchase.state() == TransactionState.REFUNDED
                ? TransactionState.PARTLY_REFUNDED
                : purchase.state();
        unit.replace(
            original, original.refunded(state, purchase.refundedFen() - intent.amountFen()));
      }
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    }
  }

  /** An approved void was reversed: its purchase stands again. */
  static void standAgain(UnitOfWork unit, Intent intent) throws SQLException {
    Row original = lock(unit, intent);
    require(intent, claimed(original, intent, TransactionState.VOIDED));
    unit.replace(original, original.claimedBy(TransactionState.APPROVED, 0));
  }

  private static boolean claimed(Row original, Intent intent, TransactionState state) {
    return original.entry().state() == state && original.claimedBy() == intent.id();
  }

  private static boolean refundable(JournalEntry purchase) {
    return switch (purchase.state()) {
      case APPROVED, PARTLY_REFUNDED, REFUNDED -> true;
      case SENT, DECLINED, TIMED_OUT, VOIDED, REVERSED, REMEMBERED -> false;
    };
  }

  private static Row lock(UnitOfWork unit, Intent intent) throws SQLException {
    if (intent.original() == null) {
      throw claimsNothing(intent);
    }
    Row original = unit.lock(intent.original());
    require(intent, original != null);
    return original;
  }

  private static void require(Intent intent, boolean asItsClaimLeftIt) {
    if (!asItsClaimLeftIt) {
      throw new IllegalStateException(
          "the original of " + intent.kind() + " " + intent.id() + " is not as its claim left it");
    }
  }

  private static IllegalStateException claimsNothing(Intent intent) {
    return new IllegalStateException(intent.kind() + " " + intent.id() + " has no original");
  }
}
