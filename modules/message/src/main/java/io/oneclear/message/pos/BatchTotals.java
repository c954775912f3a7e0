package io.oneclear.message.pos;

/**
 * Totals of a terminal's batch, as field 48 of a 0500 carries them, in fen.
 *
 * @param debitFen purchases (and completions)
 * @param creditFen voids and refunds
 */
public record BatchTotals(long debitFen, int debitCount, long creditFen, int creditCount) {

  public static final BatchTotals NONE = new BatchTotals(0, 0, 0, 0);
}
