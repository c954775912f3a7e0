package io.oneclear.store.settlement;

import io.oneclear.settlement.fee.Fees;
import io.oneclear.settlement.files.ClearingFile;
import io.oneclear.store.settlement.Deal.Kind;
import io.oneclear.store.settlement.SeededWorld.Stray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts what happens in a {@link SeededWorld} where a house finds it: journal and clearing files.
 */
final class WorldWriter {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMdd");
  private static final int REVERSAL_STANS = 500_000;

  private static final String ROW =
      """
      INSERT INTO card_transaction (id, amount_fen, received_at, concluded_at, original_id, original_opened_on, original_batch,
        original_trace, original_terminal, batch_opened_on, business_date, batch, trace, node, up_stan, merchant_id, terminal_id,
        kind, state, pan_masked, product, rrn, link, up_time, up_acquirer, up_forwarder, response_code)
      VALUES (?, ?, ?, ?, ?::bigint, ?::date, ?::integer, ?::integer, ?, ?, ?, 1, ?, 1, ?, ?, ?, ?, ?, '622202******0001', ?, ?, 'unionpay', ?, '49000000',
        '49000000', '00')
      """;

  private static final String REVERSAL =
      """
      INSERT INTO store_and_forward (type, link, transaction_id, merchant_id, terminal_id, batch_opened_on, batch, trace,
        about_id, of_time, of_stan, up_time, up_stan, up_acquirer, up_forwarder, reason, state, next_attempt_at)
      SELECT 'REVERSAL', link, id, merchant_id, terminal_id, batch_opened_on, batch, trace, id, up_time, up_stan, ?, ?,
        up_acquirer, up_forwarder, '98', 'DELIVERED', received_at FROM card_transaction WHERE id = ?
      """;

  private final SettlementHouse house;
  private final SeededWorld world;
  private final List<String> merchants;
  private final List<String> mccs;

  WorldWriter(SettlementHouse house, SeededWorld world) {
    this.house = house;
    this.world = world;
    this.merchants = house.texts("SELECT merchant_id FROM merchant ORDER BY right(merchant_id, 4)");
    this.mccs = house.texts("SELECT mcc FROM merchant ORDER BY right(merchant_id, 4)");
    house.run(
        "SELECT make_card_transaction_months(?, ?)",
        world.dates().getFirst(),
        world.dates().getLast());
  }

  String merchant(int shop) {
    return merchants.get(shop);
  }

  /** What terminals did on a date. */
  void sell(LocalDate date) {
    house.database.administer(
        connection -> {
          Sql sql = new Sql(connection);
          for (Deal deal : world.deals(date)) {
            insert(sql, deal);
            if (deal.original != null) {
              touch(sql, deal);
            }
          }
          return null;
        });
  }

  private void insert(Sql sql, Deal deal) throws SQLException {
    Deal of = deal.original;
    Instant at = deal.date.atTime(LocalTime.of(9, 0).plusSeconds(deal.id)).atZone(ZONE).toInstant();
    sql.update(
        ROW,
        deal.id,
        deal.fen,
        at,
        at,
        of == null ? null : of.id,
        of == null ? null : of.date,
        of == null ? null : 1,
        of == null ? null : of.trace,
        of == null ? null : terminal(of),
        deal.date,
        deal.date,
        deal.trace,
        (int) deal.id,
        merchant(deal.shop),
        terminal(deal),
        deal.kind.name(),
        deal.state,
        deal.product.name(),
        rrn(deal),
        time(deal.date));
  }

  /** What a void or refund does to its purchase. */
  private static void touch(Sql sql, Deal deal) throws SQLException {
    if (deal.kind == Kind.VOID) {
      sql.update("UPDATE card_transaction SET state = 'VOIDED' WHERE id = ?", deal.original.id);
    } else {
      sql.update(
          """
          UPDATE card_transaction SET refunded_fen = refunded_fen + ?,
            state = CASE WHEN refunded_fen + ? = amount_fen THEN 'REFUNDED' ELSE 'PARTLY_REFUNDED' END
          WHERE id = ?
          """,
          deal.fen,
          deal.fen,
          deal.original.id);
    }
  }

  /** What of earlier dates is reversed on a date: they are settled already. */
  void reverse(LocalDate date) {
    for (Deal deal : world.reversedOn(date)) {
      house.sql("UPDATE card_transaction SET state = 'REVERSED' WHERE id = ?", deal.id);
      if (deal.kind == Kind.VOID) {
        house.sql("UPDATE card_transaction SET state = 'APPROVED' WHERE id = ?", deal.original.id);
      }
      house.sql(REVERSAL, time(date), REVERSAL_STANS + (int) deal.id, deal.id);
    }
  }

  /** The scheme's file of a date. */
  void clear(LocalDate date, Map<Deal, Fees> fees) {
    StringBuilder lines = new StringBuilder();
    for (Deal deal : world.deals()) {
      if (deal.captured() && date.equals(deal.clearedOn)) {
        Fees owed = fees.get(deal);
        lines.append(
            line(
                deal,
                deal.kind.messageType + " " + deal.kind.processingCode,
                (int) deal.id,
                time(deal.date),
                deal.clearedFen,
                owed.issuer().fen() + deal.feeTooHigh,
                owed.network().fen()));
      }
      if (date.equals(deal.reversedOn) && deal.reversalCleared) {
        Fees owed = fees.get(deal);
        lines.append(
            line(
                deal,
                deal.kind == Kind.VOID ? "0420 000000" : "0420 200000",
                REVERSAL_STANS + (int) deal.id,
                time(date),
                deal.fen,
                -owed.issuer().fen(),
                -owed.network().fen()));
      }
    }
    for (Stray stray : world.strays(date)) {
      lines.append(
          line(
              "0200 000000",
              stray.number(),
              time(date),
              stray.fen(),
              stray.shop(),
              "T9999999",
              String.format(Locale.ROOT, "S%011d", stray.number()),
              0,
              0));
    }
    try {
      Path inbox = Files.createDirectories(house.config().inbox());
      Files.writeString(
          inbox.resolve(ClearingFile.nameFor(date)), lines, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String line(
      Deal deal, String what, int stan, String time, long fen, long issuer, long network) {
    return line(what, stan, time, fen, deal.shop, terminal(deal), rrn(deal), issuer, network);
  }

  private String line(
      String what,
      int stan,
      String time,
      long fen,
      int shop,
      String terminal,
      String rrn,
      long issuer,
      long network) {
    return String.join(
            " ",
            "49000000   ",
            "49000000   ",
            String.format(Locale.ROOT, "%06d", stan),
            time,
            "6222020000000001   ",
            String.format(Locale.ROOT, "%012d", fen),
            "0".repeat(12),
            "0".repeat(12),
            what,
            mccs.get(shop),
            terminal,
            merchant(shop),
            rrn,
            "00",
            " ".repeat(6),
            "00010000   ",
            "0".repeat(6),
            "00",
            "051",
            "D" + "0".repeat(11),
            fee(issuer),
            fee(network),
            "0",
            "000",
            "5",
            "0",
            "0".repeat(10),
            " ".repeat(11),
            "0",
            "01",
            "00",
            "0".repeat(12),
            " ".repeat(14))
        + "\n";
  }

  private static String fee(long fen) {
    return String.format(Locale.ROOT, "%c%011d", fen < 0 ? 'C' : 'D', Math.abs(fen));
  }

  private static String terminal(Deal deal) {
    return String.format(Locale.ROOT, "T%07d", deal.terminal);
  }

  private static String rrn(Deal deal) {
    return String.format(Locale.ROOT, "%012d", deal.id);
  }

  private static String time(LocalDate date) {
    return MONTH_DAY.format(date) + "120000";
  }
}
