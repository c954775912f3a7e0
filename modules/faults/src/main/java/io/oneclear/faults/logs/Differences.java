package io.oneclear.faults.logs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What two of the three say differently, a sentence each. */
final class Differences {

  private final Map<Key, Understanding> terminals = new HashMap<>();
  private final Map<Key, Booked> journal = new HashMap<>();
  private final Map<String, Booked> journalByRrn = new HashMap<>();
  private final Map<String, Long> scheme = new HashMap<>();
  private final List<String> found = new ArrayList<>();

  private Differences() {}

  static List<String> between(List<Seen> seen, List<Booked> booked, List<Done> done) {
    Differences all = new Differences();
    seen.forEach(all::take);
    booked.forEach(all::take);
    done.forEach(one -> all.scheme.merge(one.rrn(), one.debited(), Long::sum));
    all.terminals.forEach(all::compareWithJournal);
    all.terminals.forEach(all::compareWithScheme);
    all.journal.forEach(all::compareJournal);
    all.compareScheme();
    return List.copyOf(all.found);
  }

  private void take(Seen one) {
    if (one.deal() || one.reversal()) {
      terminals.computeIfAbsent(one.key(), _ -> new Understanding()).hear(one);
    }
  }

  private void take(Booked one) {
    Booked before = journal.put(one.key(), one);
    if (before != null) {
      found.add("%s stands in the journal twice".formatted(one.key()));
    }
    if (!one.rrn().isEmpty() && journalByRrn.put(one.rrn(), one) != null) {
      found.add("%s and another have reference %s".formatted(one.key(), one.rrn()));
    }
  }

  private void compareWithJournal(Key key, Understanding terminal) {
    if (terminal.rrns.size() > 1) {
      found.add("%s was approved under several references: %s".formatted(key, terminal.rrns));
    }
    Booked row = journal.get(key);
    String state = row == null ? "nothing" : row.state();
    boolean stands = row != null && row.stands();
    switch (terminal.belief()) {
      case APPROVED -> {
        if (!stands) {
          found.add("%s was approved at the terminal, the journal has %s".formatted(key, state));
        } else if (row.fen() != terminal.fen || !terminal.rrns.contains(row.rrn())) {
          found.add(
              "%s was approved at the terminal for %d under %s, the journal has %d under %s"
                  .formatted(key, terminal.fen, terminal.rrns, row.fen(), row.rrn()));
        }
      }
      case REVERSED -> {
        if (stands) {
          found.add("%s was reversed at the terminal, the journal has %s".formatted(key, state));
        }
      }
      case REFUSED -> {
        if (stands) {
          found.add("%s was refused at the terminal, the journal has %s".formatted(key, state));
        }
      }
      case DOUBTFUL -> {
        if (stands) {
          found.add("%s is doubtful at the terminal, the journal has %s".formatted(key, state));
        }
      }
      case UNKNOWN -> {}
    }
  }

  private void compareWithScheme(Key key, Understanding terminal) {
    if (terminal.belief() != Belief.APPROVED) {
      return;
    }
    for (String rrn : terminal.rrns) {
      long expected = terminal.kind.equals("PURCHASE") ? terminal.fen : -terminal.fen;
      long did = scheme.getOrDefault(rrn, 0L);
      if (did != expected) {
        found.add(
            "%s was approved at the terminal, the scheme moved %d instead of %d under %s"
                .formatted(key, did, expected, rrn));
      }
    }
  }

  private void compareJournal(Key key, Booked row) {
    if (row.stands() && !row.kind().equals("BALANCE_INQUIRY") && !terminals.containsKey(key)) {
      found.add("%s stands in the journal as %s, no terminal asked".formatted(key, row.state()));
    }
    long did = row.rrn().isEmpty() ? 0 : scheme.getOrDefault(row.rrn(), 0L);
    if (did != row.debited() && !row.parked()) {
      found.add(
          "%s is %s %s of %d in the journal%s, the scheme moved %d instead of %d under %s"
              .formatted(
                  key,
                  row.kind(),
                  row.state(),
                  row.fen(),
                  row.advice().isEmpty() ? "" : " (advice " + row.advice() + ")",
                  did,
                  row.debited(),
                  row.rrn()));
    }
  }

  private void compareScheme() {
    scheme.forEach(
        (rrn, debited) -> {
          if (debited != 0 && !journalByRrn.containsKey(rrn)) {
            found.add(
                "the scheme moved %d under %s, which the journal does not have"
                    .formatted(debited, rrn));
          }
        });
  }

  /** What a terminal thinks of a request of its own. */
  private enum Belief {
    APPROVED,
    REVERSED,
    REFUSED,
    /** It was never told, or told something it does not believe, and no reversal was answered. */
    DOUBTFUL,
    /** A reversal of it is unanswered, or was refused: either way is right. */
    UNKNOWN
  }

  /** Everything one terminal heard about one request. */
  private static final class Understanding {

    private final Set<String> rrns = new HashSet<>();
    private String kind = "PURCHASE";
    private long fen;
    private boolean refused;
    private boolean reversed;
    private boolean reversalOpen;

    void hear(Seen one) {
      if (one.reversal()) {
        // 00 done, 25 nothing to undo; 12 and the like leave things as they are.
        boolean done = one.answered() && (one.code().equals("00") || one.code().equals("25"));
        reversed |= done;
        reversalOpen = !done;
      } else if (one.approved()) {
        kind = one.kind();
        fen = one.fen();
        rrns.add(one.rrn());
      } else {
        kind = rrns.isEmpty() ? one.kind() : kind;
        // 98: the acquirer does not know yet, ask again.
        refused |= one.answered() && !one.code().equals("98");
      }
    }

    Belief belief() {
      if (reversed) {
        return Belief.REVERSED;
      }
      if (reversalOpen) {
        return Belief.UNKNOWN;
      }
      if (!rrns.isEmpty()) {
        return Belief.APPROVED;
      }
      return refused ? Belief.REFUSED : Belief.DOUBTFUL;
    }
  }
}
