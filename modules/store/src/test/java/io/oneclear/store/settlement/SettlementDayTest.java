package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.report.TieOutLine;
import io.oneclear.store.TestPostgres;
import io.oneclear.store.audit.Audit;
import io.oneclear.store.audit.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementDayTest {

  @TempDir Path directory;

  @Test
  void aDayWaitsForEveryoneAndThenClosesTiedOut() throws IOException {
    try (SettlementHouse house = SettlementHouse.open(directory)) {
      house.withMerchants(12).withTransactions(FRIDAY, 2_000);
      Settlement settlement = house.settlement();

      assertWaits(settlement, Step.COLLECT, "IND26112001ACOM");
      assertThat(settlement.openDate()).isEqualTo(FRIDAY.plusDays(1));
      house.schemeFile(FRIDAY, "true");
      assertWaits(settlement, Step.APPROVE, "two people");
      assertThat(settlement.approve(FRIDAY, "li", "wang").payouts()).isEqualTo(12);
      assertWaits(settlement, Step.CONFIRM, "12 of 12 payouts");
      house.bankAnswers(FRIDAY, SettlementHouse.BankRule.PAYS_ALL);
      assertThat(run(settlement)).isEqualTo(new RunResult.Closed(FRIDAY));

      assertThat(settlement.report(FRIDAY).tieOut()).allMatch(TieOutLine::tied);
      assertThat(settlement.report(FRIDAY).openItems()).isEmpty();
      assertThat(house.number("SELECT count(*) FROM settlement_line")).isEqualTo(1_960);
      assertClean(house);
      assertStatementsAreInOrder(house);
    }
  }

  /** Every line once, in the order in which the merchant's customers paid. */
  private void assertStatementsAreInOrder(SettlementHouse house) throws IOException {
    List<Path> statements;
    try (Stream<Path> files = Files.walk(directory)) {
      statements =
          files
              .filter(file -> file.getParent().endsWith("statements"))
              .filter(file -> file.toString().endsWith(".csv"))
              .toList();
    }
    assertThat(statements).hasSize(12);
    for (Path statement : statements) {
      String merchant = statement.getFileName().toString().replace(".csv", "");
      List<String> references =
          Files.readAllLines(statement).stream()
              .dropWhile(line -> !line.startsWith("时间 Time,"))
              .skip(1)
              .map(line -> line.split(",", -1)[4])
              .toList();
      assertThat(references)
          .hasSizeGreaterThan(100)
          .isEqualTo(
              house.texts(
                  "SELECT rrn FROM captured WHERE merchant_id = ?"
                      + " ORDER BY received_at, transaction_id, kind",
                  merchant));
    }
  }

  private static RunResult run(Settlement settlement) {
    return settlement.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
  }

  private static void assertWaits(Settlement settlement, Step step, String forWhat) {
    assertThat(run(settlement))
        .isInstanceOfSatisfying(
            RunResult.Waiting.class,
            waiting -> {
              assertThat(waiting.step()).isEqualTo(step);
              assertThat(waiting.forWhat()).contains(forWhat);
            });
  }

  static void assertClean(SettlementHouse house) {
    List<Finding> findings =
        new Audit(
                house.database,
                List.of(new SettlementRules(), new LedgerChain(TestPostgres.SEAL_KEY)))
            .run();
    assertThat(findings).allMatch(Finding::clean);
  }
}
