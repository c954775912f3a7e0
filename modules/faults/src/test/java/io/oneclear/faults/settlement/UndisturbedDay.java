package io.oneclear.faults.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A day that was sold, and what became of a copy that nothing disturbed: every other copy must come
 * to the same bytes and the same money.
 */
record UndisturbedDay(
    SoldDay sold, Path directory, SortedMap<String, String> files, List<List<String>> money) {

  private static final int MOST_RUNS = 12;

  /** Sells a day and settles a copy of it. */
  static UndisturbedDay in(Path directory) throws Exception {
    SoldDay sold = SoldDay.sell(directory.resolve("sold/data"));
    try (SettledDay undisturbed = copy(sold, directory, "undisturbed")) {
      undisturbed.settle(MOST_RUNS);
      SortedMap<String, String> files = undisturbed.files();
      assertThat(files).hasSizeGreaterThan(5);
      return new UndisturbedDay(sold, directory, files, undisturbed.money());
    }
  }

  private static SettledDay copy(SoldDay sold, Path directory, String name) throws IOException {
    return SettledDay.open(sold.copyTo(directory.resolve(name + "/data")).data());
  }

  SettledDay copy(String name) throws IOException {
    return copy(sold, directory, name);
  }

  /** Settles what is left of a copy, which must then be as this. */
  void equalsInTheEnd(SettledDay day) throws Exception {
    day.settle(MOST_RUNS);
    assertThat(day.files()).containsExactlyEntriesOf(files);
    assertThat(day.money()).isEqualTo(money);
  }
}
