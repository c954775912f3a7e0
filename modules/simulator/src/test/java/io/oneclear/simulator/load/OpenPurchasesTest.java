package io.oneclear.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenPurchasesTest {

  private final OpenPurchases open = new OpenPurchases(100);

  @Test
  void aPurchaseClosesOnce() {
    assertThat(open.open(3)).isTrue();

    assertThat(open.close(2)).isFalse();
    assertThat(open.close(3)).isTrue();
    assertThat(open.close(3)).isFalse();
    assertThat(open.size()).isZero();
  }

  @Test
  void theWindowMovesOnForEverAndRefusesWhatWouldOverrunIt() {
    for (long purchase = 0; purchase < 100_000; purchase++) {
      assertThat(open.open(purchase)).isTrue();
      if (purchase >= 90) {
        assertThat(open.close(purchase - 90)).isTrue();
      }
    }
    assertThat(open.size()).isEqualTo(90);
    assertThat(open.oldest()).isEqualTo(99_910);
    assertThat(open.open(99_910 + 128)).isFalse();
    assertThat(open.open(99_910 + 127)).isTrue();
  }

  @Test
  void theOldestRunOutOfTimeFirstAndWhatWasAnsweredDoesNot() {
    for (long purchase = 0; purchase < 10; purchase++) {
      open.open(purchase);
    }
    open.close(1);
    List<Long> expired = new ArrayList<>();

    open.closeWhile(
        purchase -> {
          boolean over = purchase < 4;
          if (over) {
            expired.add(purchase);
          }
          return over;
        });

    assertThat(expired).containsExactly(0L, 2L, 3L);
    assertThat(open.size()).isEqualTo(6);
  }
}
