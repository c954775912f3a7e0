package io.oneclear.bench.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.bench.process.BenchException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillOrderTest {

  /** Rows, days, terminals, merchants, lanes, and what is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0         | 30  | 400 | 1 | 2  | --rows: 0 is not between 1 and 100000000
          100000001 | 30  | 400 | 1 | 2  | --rows: 100000001 is not between
          1000      | 0   | 400 | 1 | 2  | --days: 0 is not between 1 and 365
          1000      | 366 | 400 | 1 | 2  | --days: 366 is not between
          1000      | 30  | 0   | 1 | 2  | --terminals: 0 is not between
          1000      | 30  | 400 | 0 | 2  | --merchants: 0 is not between
          1000      | 30  | 400 | 1 | 17 | --lanes: 17 is not between 1 and 16
          100000000 | 1   | 9   | 1 | 2  | --rows: 11111112 in a batch of a terminal; there are numbers for 999999
          """)
  void whatCannotBeFilledIsRefusedByName(
      long rows, int days, int terminals, int merchants, int lanes, String complaint) {
    assertThatThrownBy(() -> new FillOrder(rows, days, terminals, merchants, lanes))
        .isInstanceOf(BenchException.class)
        .hasMessageStartingWith(complaint);
  }

  @ParameterizedTest
  @CsvSource({"30_000, 30, 1_000", "30_001, 30, 1_001", "5, 30, 1"})
  void daysShareTheRows(String rows, int days, String each) {
    FillOrder order = new FillOrder(number(rows), days, 10, 1, 2);
    assertThat(order.rowsOfADay()).isEqualTo(number(each));
  }

  private static long number(String text) {
    return Long.parseLong(text.replace("_", ""));
  }
}
