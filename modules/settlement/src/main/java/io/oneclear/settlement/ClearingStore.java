package io.oneclear.settlement;

import io.oneclear.settlement.files.ClearingFile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Cut-over, the scheme's file, and what it says against the journal. */
public interface ClearingStore {

  /**
   * Moves the business day from {@code date} to the next; false if it is another one. Units of work
   * of the journal that are under way finish first.
   */
  boolean moveBusinessDay(LocalDate date, Instant at);

  /** What of the date is not decided yet. */
  Undecided undecided(LocalDate date);

  /** Hash of the clearing file taken in for the date. */
  Optional<String> collected(LocalDate date);

  /**
   * Loads a clearing file. Refuses the same message twice ({@link
   * io.oneclear.settlement.files.RefusedFileException}).
   *
   * @return lines
   */
  long collect(StepMark mark, String name, ClearingFile file);

  /** Captures the date's transactions and compares them with the file; opens items. */
  Reconciled reconcile(StepMark mark, int maxOpenDifferences);

  /**
   * Not decided.
   *
   * @param sent transactions without an outcome
   * @param advices reversals and repeats still to be delivered
   */
  record Undecided(long sent, long advices) {
    public boolean none() {
      return sent == 0 && advices == 0;
    }
  }

  /** How a transaction and the file compare. */
  enum Match {
    EQUAL,
    /** 长款: in the file, not a success here. */
    LONG,
    /** 短款: a success here, not in the file. */
    SHORT,
    AMOUNT_DIFFERS,
    FEE_DIFFERS
  }

  /**
   * Outcome.
   *
   * @param captured transactions of the date
   * @param arrivedLate differences of the day before that this file explains
   */
  record Reconciled(long captured, Map<Match, Long> counts, long arrivedLate) {
    public Reconciled {
      counts = counts.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(counts));
    }

    public long count(Match match) {
      return counts.getOrDefault(match, 0L);
    }
  }
}
