package io.oneclear.store.settlement;

import io.oneclear.settlement.PricingStore.Priced;
import io.oneclear.settlement.fee.FeeItem;
import io.oneclear.settlement.fee.Fees;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Writes settlement lines as they are priced, and counts what is out of the ordinary. */
final class LineWriter implements AutoCloseable {

  private static final String COLUMNS =
      "business_date, transaction_id, merchant_id, match, signed_fen, scheme_fen,"
          + " scheme_issuer_fen, scheme_network_fen, original_id, kind,"
          + " merchant_rule, merchant_basis_fen, merchant_fee_fen, merchant_made,"
          + " issuer_rule, issuer_basis_fen, issuer_fee_fen, issuer_made,"
          + " network_rule, network_basis_fen, network_fee_fen, network_made, hold_id";

  private final CopyRows rows;
  private final int day;
  private final Map<String, byte[]> texts = new HashMap<>();
  private long lines;
  private long unpriced;
  private long feeDiffers;
  private long transaction;
  private String match;
  private String kind;
  private long schemeIssuerFen;
  private long schemeNetworkFen;

  LineWriter(Sql sql, String table, LocalDate date) throws SQLException {
    rows = new CopyRows(sql.connection(), table, COLUMNS);
    day = CopyRows.days(date);
  }

  /**
   * Begins a line with what it takes over from a captured transaction: the first nine columns of
   * the row.
   *
   * @return the merchant
   */
  String begin(CopiedRows row) throws SQLException {
    rows.beginRow().addInt(day);
    transaction = row.copyLong(rows);
    String merchant = row.copyText(rows);
    match = row.copyText(rows);
    row.copyLong(rows);
    row.copyLong(rows);
    schemeIssuerFen = row.copyLong(rows);
    schemeNetworkFen = row.copyLong(rows);
    row.copy(rows);
    kind = row.copyText(rows);
    return merchant;
  }

  /** Kind of the line that was begun. */
  String kind() {
    return kind;
  }

  /**
   * Ends the line.
   *
   * @param hold transaction whose open item holds the money back; null: none
   */
  void end(Fees fees, Long hold) {
    write(fees.merchant());
    write(fees.issuer());
    write(fees.network());
    if (hold != null) {
      rows.addLong(hold);
    } else if (!fees.priced() && kind.equals("PURCHASE")) {
      rows.addLong(transaction);
    } else {
      rows.addNull();
    }
    lines++;
    unpriced += fees.priced() ? 0 : 1;
    boolean agreed =
        fees.issuer().fen() == schemeIssuerFen && fees.network().fen() == schemeNetworkFen;
    feeDiffers += agreed || match.equals("SHORT") ? 0 : 1;
  }

  private void write(FeeItem item) {
    rows.addText(text(item.rule()))
        .addLong(item.basisFen())
        .addLong(item.fen())
        .addText(text(item.made().name()));
  }

  /** Rules are few. */
  private byte[] text(String text) {
    return texts.computeIfAbsent(text, CopyRows::bytes);
  }

  Priced finish() throws SQLException {
    if (rows.finish() != lines) {
      throw new IllegalStateException("the database counts other lines than were written");
    }
    return new Priced(lines, unpriced, feeDiffers);
  }

  @Override
  public void close() {
    rows.close();
  }
}
