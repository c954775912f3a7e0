package io.oneclear.store.journal.chain;

import io.oneclear.store.seal.Weight;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/** By how much a unit of work changes rows and their sum, month by month. */
public final class Changes {

  private final SortedMap<LocalDate, Change> months = new TreeMap<>();

  /** What a link says. */
  record Change(long rows, Weight weight) {
    Change plus(Change other) {
      return new Change(rows + other.rows, weight.plus(other.weight));
    }
  }

  /** A row came into being. */
  public void inserted(LocalDate month, Weight weight) {
    add(month, new Change(1, weight));
  }

  /** A row became another version of itself. */
  public void changed(LocalDate month, Weight before, Weight after) {
    add(month, new Change(0, after.minus(before)));
  }

  void add(LocalDate month, Change change) {
    months.merge(month, change, Change::plus);
  }

  void addAll(Changes others) {
    others.months.forEach(this::add);
  }

  SortedMap<LocalDate, Change> months() {
    return months;
  }
}
