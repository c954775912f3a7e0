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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementDayTest {

  @TempDir Path directory;

  @Test
  void aDayWaitsForEveryoneAndThenClosesTiedOut() {
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
