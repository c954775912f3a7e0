package io.oneclear.settlement.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementCsvTest {

  /** What stands in a cell, and the cell; no character but the quote of this table is special. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "STANDARD-DEBIT      | STANDARD-DEBIT",
        "622202******7890    | 622202******7890",
        "商户, 一            | \"商户, 一\"",
        "say \"so\"          | \"say \"\"so\"\"\"",
        "=1+1                | '=1+1",
        "@here               | '@here",
        "-12.50              | -12.50",
        "-cmd                | '-cmd",
        "+86 10              | '+86 10",
        "``                  | ``"
      })
  void aCellIsNeitherTornNorRun(String text, String cell) {
    assertThat(StatementCsv.cell(text)).isEqualTo(cell);
  }
}
