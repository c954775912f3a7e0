package io.oneclear.store.settlement;

import io.oneclear.merchant.CardProduct;
import java.time.LocalDate;

/**
 * A transaction of a {@link SeededWorld}: what the terminal did, and what the scheme's files will
 * say about it.
 */
final class Deal {

  /** What a terminal does. */
  enum Kind {
    PURCHASE("0200", "000000", 'D'),
    VOID("0200", "200000", 'C'),
    REFUND("0220", "200000", 'C');

    final String messageType;
    final String processingCode;
    final char feeSide;

    Kind(String messageType, String processingCode, char feeSide) {
      this.messageType = messageType;
      this.processingCode = processingCode;
      this.feeSide = feeSide;
    }

    boolean takes() {
      return this == PURCHASE;
    }
  }

  final long id;
  final LocalDate date;
  final int shop;
  final int terminal;
  final int trace;
  final Kind kind;
  final CardProduct product;
  final long fen;

  /** Null for a purchase. */
  final Deal original;

  /** As it ended on its own day; what comes later changes the journal only. */
  String state = "APPROVED";

  Deal voidedBy;
  long refundedFen;

  /** Date of the scheme's file it is in; null if in none. */
  LocalDate clearedOn;

  /** What the file says the amount is. */
  long clearedFen;

  /** What the file says the issuer takes more than it should. */
  long feeTooHigh;

  /** Date on which it was reversed after its own date was settled; null if it was not. */
  LocalDate reversedOn;

  boolean reversalCleared;

  Deal(
      long id,
      LocalDate date,
      int shop,
      int terminal,
      int trace,
      Kind kind,
      CardProduct product,
      long fen,
      Deal original) {
    this.id = id;
    this.date = date;
    this.shop = shop;
    this.terminal = terminal;
    this.trace = trace;
    this.kind = kind;
    this.product = product;
    this.fen = fen;
    this.original = original;
    this.clearedOn = date;
    this.clearedFen = fen;
  }

  boolean captured() {
    return state.equals("APPROVED");
  }

  /** A sale nobody has taken back yet, not even a part. */
  boolean untouched() {
    return kind == Kind.PURCHASE
        && captured()
        && voidedBy == null
        && refundedFen == 0
        && reversedOn == null;
  }

  long signedFen() {
    return kind.takes() ? fen : -fen;
  }
}
