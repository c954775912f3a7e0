package io.oneclear.bench.idle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleCostTest {

  private static final Footprint BEFORE = new Footprint(0, 1_000_000, 500_000, 9_000_000, 90);
  private static final Footprint THERE = new Footprint(100, 1_300_000, 600_000, 9_500_000, 190);

  @Test
  void heapAndDirectMemoryAreSharedOutAmongTheConnections() {
    IdleCost cost = new IdleCost(100, BEFORE, THERE, BEFORE, 50, 50);
    assertThat(cost.bytesEach()).isEqualTo(4_000);
    assertThat(cost.residentEach()).isEqualTo(5_000);
    assertThat(cost.good()).isTrue();
  }

  @Test
  void whatTheServerLetsGoOfMeanwhileDoesNotHideACost() {
    Footprint after = new Footprint(0, 900_000, 500_000, 9_000_000, 90);
    assertThat(new IdleCost(100, BEFORE, THERE, after, 50, 50).bytesEach()).isEqualTo(5_000);
  }

  @Test
  void whatIsLeftBehindIsNotGood() {
    Footprint after = new Footprint(0, 1_020_000, 500_000, 9_000_000, 90);
    assertThat(new IdleCost(100, BEFORE, THERE, after, 50, 50).good()).isFalse();
  }

  @Test
  void descriptorsLeftOpenAreNotGood() {
    Footprint after = new Footprint(0, 1_000_000, 500_000, 9_000_000, 190);
    assertThat(new IdleCost(100, BEFORE, THERE, after, 50, 50).good()).isFalse();
  }

  @Test
  void connectionsThatWereNotThereProveNothing() {
    Footprint few = new Footprint(99, 1_000_000, 500_000, 9_000_000, 189);
    assertThat(new IdleCost(100, BEFORE, few, BEFORE, 50, 50).good()).isFalse();
  }
}
