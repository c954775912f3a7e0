package io.oneclear.bench.fill;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.store.journal.table.Row;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.Outcome;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.stamp.LocalTimes;
import io.oneclear.switching.stamp.Rrns;
import io.oneclear.switching.stamp.TransactionIds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Approved purchases of the past, as one node wrote them: numbered over all nodes, in the order of
 * their time, evenly over the days and, within a day, over the hours before cut-over. Terminals
 * take turns; each had a batch a day, the last with the highest number there is, so that today's is
 * number 1 again. For one thread, which asks for rising numbers.
 */
final class Purchases {

  private static final BatchNumber LAST_BATCH = new BatchNumber(999_999);
  private static final long OPEN_MICROS = ChronoUnit.HOURS.getDuration().toNanos() / 1_000 * 23;
  private static final long ANSWERED_AFTER_MILLIS = 8;
  private static final int STANS = 999_999;
  private static final int CODES = 900_000;
  private static final int AMOUNTS = 50_000;

  /** Spreads amounts and cards over the numbers. */
  private static final int SCATTER = 7_919;

  private final Past past;
  private final int node;
  private final TransactionIds ids;
  private final Rrns rrns;
  private Instant now = Instant.EPOCH;
  private long second = Long.MIN_VALUE;
  private String date;
  private String upstreamTime;

  Purchases(Past past, int node) {
    this.past = past;
    this.node = node;
    this.ids = new TransactionIds(node, () -> now);
    this.rrns = new Rrns(node, () -> now);
  }

  Row row(long number) {
    FillOrder order = past.order();
    int day = (int) (number / order.rowsOfADay());
    long within = number % order.rowsOfADay();
    LocalDate businessDate = past.firstDay().plusDays(day);
    toThe(businessDate, within * OPEN_MICROS / order.rowsOfADay());
    DemoTerminal terminal = past.terminals().get((int) (within % order.terminals()));
    RequestKey key =
        new RequestKey(
            terminal.merchant(),
            terminal.id(),
            businessDate,
            new BatchNumber(LAST_BATCH.number() - (order.days() - 1 - day)),
            new Stan((int) (within / order.terminals()) + 1));
    Past.Card card = past.cards().get((int) (number * SCATTER % past.cards().size()));
    Outcome outcome =
        new Outcome(
            ResponseCode.APPROVED,
            Long.toString(100_000 + number % CODES),
            date,
            "01" + card.pan().masked().substring(0, 6),
            null,
            null);
    JournalEntry entry =
        new JournalEntry(
            intent(number, key, card),
            TransactionState.APPROVED,
            businessDate,
            outcome,
            0,
            now.plusMillis(ANSWERED_AFTER_MILLIS));
    return new Row(entry, 0, 0, node, null);
  }

  private Intent intent(long number, RequestKey key, Past.Card card) {
    Past.Link link = past.link();
    return new Intent(
        ids.next(),
        key,
        TransactionKind.PURCHASE,
        100 + number * SCATTER % AMOUNTS,
        card.pan(),
        card.product(),
        card.expiry(),
        null,
        "021",
        "00",
        rrns.next(),
        link.name(),
        new UpstreamKey(
            upstreamTime, new Stan((int) (number % STANS) + 1), link.acquirer(), link.forwarder()),
        null,
        now);
  }

  private void toThe(LocalDate day, long micros) {
    now = day.atStartOfDay(LocalTimes.ZONE).toInstant().plus(micros, ChronoUnit.MICROS);
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      date = LocalTimes.date(now);
      upstreamTime = date + LocalTimes.time(now);
    }
  }
}
