package io.oneclear.store.journal;

import io.oneclear.store.journal.table.Row;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.sql.SQLException;
import java.util.List;

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

  static void claim(UnitOfWork unit, Intent intent) throws SQLException {
    switch (intent.kind()) {
      case VOID ->
          change(
              unit,
              intent,
              "claimed_by = ?",
              "state = 'APPROVED' AND claimed_by IS NULL AND refunded_fen = 0",
              intent.id());
      case REFUND ->
          change(
              unit,
              intent,
              "refunded_fen = refunded_fen + ?",
              "state IN ('APPROVED', 'PARTLY_REFUNDED') AND claimed_by IS NULL",
              intent.amountFen());
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    }
  }

  /** The void or refund was approved. */
  static void settle(UnitOfWork unit, Intent intent) throws SQLException {
    switch (intent.kind()) {
      case VOID ->
          change(
              unit,
              intent,
              "state = 'VOIDED'",
              "state = 'APPROVED' AND claimed_by = ?",
              intent.id());
      case REFUND ->
          change(
              unit,
              intent,
              "state = CASE WHEN refunded_fen = amount_fen THEN 'REFUNDED'"
                  + " ELSE 'PARTLY_REFUNDED' END",
              "state IN ('APPROVED', 'PARTLY_REFUNDED', 'REFUNDED') AND refunded_fen >= ?",
              intent.amountFen());
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    }
  }

  /** The void or refund did not come about. */
  static void release(UnitOfWork unit, Intent intent) throws SQLException {
    switch (intent.kind()) {
      case VOID ->
          change(
              unit,
              intent,
              "claimed_by = NULL",
              "state = 'APPROVED' AND claimed_by = ?",
              intent.id());
      case REFUND ->
          change(
              unit,
              intent,
              "refunded_fen = refunded_fen - ?, state = CASE state WHEN 'REFUNDED'"
                  + " THEN 'PARTLY_REFUNDED' ELSE state END",
              "state IN ('APPROVED', 'PARTLY_REFUNDED', 'REFUNDED')",
              intent.amountFen());
      case PURCHASE, BALANCE_INQUIRY -> throw claimsNothing(intent);
    }
  }

  /** An approved void was reversed: its purchase stands again. */
  static void standAgain(UnitOfWork unit, Intent intent) throws SQLException {
    change(
        unit,
        intent,
        "state = 'APPROVED', claimed_by = NULL",
        "state = 'VOIDED' AND claimed_by = ?",
        intent.id());
  }

  private static void change(
      UnitOfWork unit, Intent intent, String set, String condition, long argument)
      throws SQLException {
    if (!unit.change(intent.original(), set, condition, List.of(argument))) {
      throw new IllegalStateException(
          "the original of " + intent.kind() + " " + intent.id() + " is not as its claim left it");
    }
  }

  private static IllegalStateException claimsNothing(Intent intent) {
    return new IllegalStateException(intent.kind() + " " + intent.id() + " has no original");
  }
}
