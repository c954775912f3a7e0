package io.oneclear.store.settlement;

import static io.oneclear.store.settlement.SettlementHouse.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.Settlement;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.SettlementStore.WorkerLock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bank sent back is paid again, also by a worker that dies over it. */
class RepaymentTest {

  @TempDir Path directory;
  private SettlementHouse house;
  private String rejected;

  /** A closed day with one payout that the bank refused. */
  @BeforeEach
  void settleADay() {
    house = SettlementHouse.open(directory).withMerchants(4).withTransactions(FRIDAY, 200);
    house.schemeFile(FRIDAY, "true");
    Settlement settlement = house.settlement();
    settlement.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
    settlement.approve(FRIDAY, "li", "wang");
    settlement.run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
    house.bankAnswers(FRIDAY, id -> id.endsWith("000101") ? "AC04" : "");
    assertThat(run()).isEqualTo(new RunResult.Closed(FRIDAY));
    rejected = house.texts("SELECT end_to_end_id FROM payout WHERE state = 'REJECTED'").getFirst();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private RunResult run() {
    return house.settlement().run(FRIDAY, RunOptions.ALL, SettlementListener.NONE);
  }

  /** The worker ends when the payment is ordered and its file is not there. */
  private void dieBeforeTheFileIsNoted() {
    house.checkpoint =
        place -> {
          if (place.equals("PAY:prepared")) {
            throw new IllegalStateException("the power fails");
          }
        };
    assertThatThrownBy(() -> house.settlement().repay(rejected, "li", "wang"))
        .hasMessage("the power fails");
    house.checkpoint = _ -> {};
    assertThat(files("sent_at IS NULL")).isEqualTo(1);
  }

  private long files(String condition) {
    return house.number("SELECT count(*) FROM payout_file WHERE " + condition);
  }

  @Test
  void aFileThatADeadWorkerOwesIsWrittenByTheNextRunOfAnyDate() {
    dieBeforeTheFileIsNoted();
    assertThat(run()).isEqualTo(new RunResult.Closed(FRIDAY));
    paidInTheEnd();
  }

  @Test
  void aRepaymentTypedOnceMoreWritesTheFileAndSaysThatItIsPaidAlready() {
    dieBeforeTheFileIsNoted();
    assertThatThrownBy(() -> house.settlement().repay(rejected, "li", "wang"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(rejected + " is paid again already");
    paidInTheEnd();
  }

  @Test
  void whileAWorkerSettlesNothingIsPaidAgain() {
    try (WorkerLock _ = house.store().tryLock().orElseThrow()) {
      assertThatThrownBy(() -> house.settlement().repay(rejected, "li", "wang"))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("another worker is settling");
    }
    assertThat(house.number("SELECT count(*) FROM payout WHERE attempt = 2")).isZero();
  }

  private void paidInTheEnd() {
    assertThat(files("sent_at IS NULL")).isZero();
    house.bankAnswers(FRIDAY, SettlementHouse.BankRule.PAYS_ALL);
    assertThat(house.settlement().takeBankAnswers()).isEqualTo(1);
    assertThat(house.texts("SELECT end_to_end_id || ' ' || state FROM payout WHERE attempt = 2"))
        .containsExactly(rejected.substring(0, rejected.length() - 2) + "02 PAID");
    SettlementDayTest.assertClean(house);
  }
}
