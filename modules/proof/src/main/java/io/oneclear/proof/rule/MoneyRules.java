package io.oneclear.proof.rule;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.proof.journal.AdviceRow;
import io.oneclear.proof.journal.Database;
import io.oneclear.proof.journal.TransactionRow;
import io.oneclear.proof.scheme.SchemeBook;
import io.oneclear.proof.terminal.Slip;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays the three logs beside each other when everything has come to rest: what the terminals
 * believe, what the journal says, what the schemes have booked. Rules 2 to 6 and 10 of the design's
 * section 5; rule 1 is {@link SendGuard}'s.
 */
public final class MoneyRules {

  private final Database database;
  private final Map<String, SchemeBook> books;
  private final List<Slip> slips;
  private final Findings findings;

  /** Purchases about which something is parked: an open item stands for their difference. */
  private final Set<Long> openItems = new HashSet<>();

  /**
   * @param books by name of the link
   */
  public MoneyRules(
      Database database, Map<String, SchemeBook> books, List<Slip> slips, Findings findings) {
    this.database = database;
    this.books = books;
    this.slips = slips;
    this.findings = findings;
    database.advices().stream()
        .filter(advice -> advice.state() == AdviceRow.State.PARKED)
        .forEach(advice -> openItems.add(advice.aboutId()));
  }

  public void check(int maxAttempts) {
    database.transactions().forEach(this::decided);
    database.transactions().forEach(this::reversals);
    database.transactions().forEach(this::purchase);
    database.advices().forEach(advice -> attempts(advice, maxAttempts));
    books.forEach(this::approvals);
    books.values().forEach(this::complaints);
    terminals();
  }

  // --- the journal by itself ---------------------------------------------------------------------

  /** Rules 2 and 6: in the end everything is decided, but for what is parked. */
  private void decided(TransactionRow row) {
    if (row.entry().state() == TransactionState.SENT && !openItems.contains(row.aboutId())) {
      int rule = row.entry().intent().kind() == TransactionKind.REFUND ? 6 : 2;
      findings.add(rule, SendGuard.name(row), "never decided");
    }
  }

  /** Rule 4: what timed out or was reversed has one reversal, and nothing else has one. */
  private void reversals(TransactionRow row) {
    JournalEntry entry = row.entry();
    boolean undone =
        entry.intent().kind().reversible()
            && (entry.state() == TransactionState.TIMED_OUT
                || entry.state() == TransactionState.REVERSED);
    long stored =
        database.advices().stream()
            .filter(advice -> advice.transactionId() == entry.id())
            .filter(advice -> advice.type().name().equals("REVERSAL"))
            .count();
    if (stored != (undone ? 1 : 0)) {
      findings.add(
          4, SendGuard.name(row), entry.state() + " with " + stored + " reversals in the journal");
    }
  }

  /** Rule 5: everything is delivered or parked, and parked only when its attempts are used up. */
  private void attempts(AdviceRow advice, int maxAttempts) {
    String name = advice.type() + " " + SendGuard.name(advice.key());
    switch (advice.state()) {
      case QUEUED ->
          findings.add(5, name, "never delivered, tried " + advice.attempts() + " times");
      case PARKED -> {
        if (advice.attempts() < maxAttempts) {
          findings.add(5, name, "parked after " + advice.attempts() + " attempts");
        }
      }
      case DELIVERED -> {
        if (advice.attempts() > maxAttempts) {
          findings.add(5, name, "tried " + advice.attempts() + " times");
        }
      }
    }
  }

  // --- journal and scheme ------------------------------------------------------------------------

  /** Rules 2, 4 and 10: the cardholder has paid what the journal says the merchant keeps. */
  private void purchase(TransactionRow row) {
    JournalEntry entry = row.entry();
    Intent intent = entry.intent();
    if (intent.kind() != TransactionKind.PURCHASE || intent.upstreamKey() == null) {
      return;
    }
    long paid = books.get(intent.link()).paid(intent.upstreamKey());
    long kept = kept(entry);
    if (paid != kept && !openItems.contains(entry.id())) {
      findings.add(
          kept == 0 ? 2 : 10,
          SendGuard.name(row),
          entry.state() + ": the journal keeps " + kept + " fen, the cardholder paid " + paid);
    }
  }

  private static long kept(JournalEntry entry) {
    return switch (entry.state()) {
      case APPROVED, PARTLY_REFUNDED, REFUNDED -> entry.intent().amountFen() - entry.refundedFen();
      case SENT, DECLINED, TIMED_OUT, VOIDED, REVERSED, REMEMBERED -> 0;
    };
  }

  /** Rule 2: every approval of a scheme stands in the journal, or was taken back. */
  private void approvals(String link, SchemeBook book) {
    for (SchemeBook.Entry entry : book.entries()) {
      if (entry.approved()) {
        approval(link, book, entry);
      }
    }
  }

  private void approval(String link, SchemeBook book, SchemeBook.Entry approved) {
    UpstreamKey key = approved.key();
    String name = link + " " + approved.type() + " " + SendGuard.name(key);
    var row = database.findUpstream(link, key);
    if (row.isEmpty()) {
      findings.add(1, name, "approved by the scheme, unknown to the journal");
      return;
    }
    boolean stands =
        switch (row.get().entry().state()) {
          case APPROVED, VOIDED, PARTLY_REFUNDED, REFUNDED -> true;
          case SENT, DECLINED, TIMED_OUT, REVERSED, REMEMBERED -> false;
        };
    if (stands == book.undone(key) && !openItems.contains(row.get().aboutId())) {
      findings.add(
          2,
          name,
          stands
              ? "approved in the journal, taken back at the scheme"
              : "approved by the scheme and not taken back, in the journal "
                  + row.get().entry().state());
    }
  }

  private void complaints(SchemeBook book) {
    book.complaints().forEach(text -> findings.add(4, text, "a scheme complains"));
  }

  // --- terminals and journal ---------------------------------------------------------------------

  /** Rules 2 and 10: what terminals believe and what the journal says is the same, both ways. */
  private void terminals() {
    Map<String, TransactionRow> byName = new HashMap<>();
    database
        .transactions()
        .forEach(row -> byName.put(SendGuard.name(row.entry().intent().key()), row));
    for (Slip slip : slips) {
      TransactionRow row = byName.get(name(slip));
      switch (slip.belief()) {
        case OPEN -> open(slip, row);
        case APPROVED -> believed(slip, row);
        case DECLINED, REVERSED -> disbelieved(slip, row);
      }
    }
  }

  /** Only what is parked may stay open. */
  private void open(Slip slip, TransactionRow row) {
    if (row == null || !openItems.contains(row.aboutId())) {
      findings.add(2, slip.toString(), "the terminal never heard the end of it");
    }
  }

  private void believed(Slip slip, TransactionRow row) {
    if (row == null || !stands(row)) {
      findings.add(
          2,
          slip.toString(),
          "approved for the terminal, in the journal "
              + (row == null ? "nothing" : row.entry().state()));
    } else if (slip.kind() == Slip.Kind.PURCHASE
        && slip.keptFen() != kept(row.entry())
        && !openItems.contains(row.entry().id())) {
      findings.add(
          10,
          slip.toString(),
          "the terminals keep " + slip.keptFen() + " fen, the journal " + kept(row.entry()));
    }
  }

  private void disbelieved(Slip slip, TransactionRow row) {
    boolean inquiry = slip.kind() == Slip.Kind.BALANCE;
    if (row != null && stands(row) && !inquiry) {
      findings.add(
          2,
          slip.toString(),
          slip.belief()
              + " ("
              + slip.code()
              + ") for the terminal, in the journal "
              + row.entry().state());
    }
  }

  private static boolean stands(TransactionRow row) {
    return switch (row.entry().state()) {
      case APPROVED, VOIDED, PARTLY_REFUNDED, REFUNDED -> true;
      case SENT, DECLINED, TIMED_OUT, REVERSED, REMEMBERED -> false;
    };
  }

  private static String name(Slip slip) {
    String trace = Integer.toString(slip.trace());
    return slip.terminal() + "/" + slip.batch() + "/" + "0".repeat(6 - trace.length()) + trace;
  }
}
