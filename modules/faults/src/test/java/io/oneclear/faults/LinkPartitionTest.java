package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.proxy.Act;
import io.oneclear.faults.proxy.Direction;
import io.oneclear.faults.proxy.FramePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line between the switch and the scheme is away, or there and away. */
@Tag("fault")
class LinkPartitionTest {

  private static final Duration WATCHED = Duration.ofSeconds(10);

  @TempDir static Path directory;
  private static Stand stand;

  @BeforeAll
  static void start() throws InterruptedException {
    stand = Stand.start(directory, 4);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @AfterEach
  void allAgree() throws Exception {
    stand.toScheme.plan(FramePlan.PASS).heal();
    stand.awaitSelling(3);
    stand.assertThatAllAgree();
  }

  @Test
  void aPartitionWhileTerminalsSellIsMadeGoodWhenItHeals() throws Exception {
    stand.fleet.beginSelling(9);
    await().atMost(Duration.ofMinutes(1)).until(() -> stand.buysDone() > 20);
    stand.toScheme.partition();
    passed(Duration.ofSeconds(6));
    stand.toScheme.heal();
    passed(Duration.ofSeconds(4));
    stand.fleet.endSelling(Duration.ofMinutes(4));
  }

  @Test
  void aFlappingLineCostsSalesAndNoMoney() throws Exception {
    stand.fleet.beginSelling(10);
    stand.toScheme.flap(Duration.ofMillis(900), Duration.ofMillis(300));
    passed(WATCHED);
    stand.toScheme.heal();
    stand.fleet.endSelling(Duration.ofMinutes(4));
  }

  @Test
  void aSchemeThatHangsUpAtEverySignOnIsAskedAgainAtUnevenAndGrowingIntervals() {
    stand.toScheme.plan(FramePlan.all(Direction.TO_SERVER, new Act.Broken(0, true)));
    stand.toScheme.reset();
    int before = stand.toScheme.connections();
    passed(WATCHED);
    List<Long> at = stand.toScheme.connectedAt().subList(before, stand.toScheme.connections());

    // Two connections, 200 ms doubling up to 1 s, of each between half and the whole is waited.
    assertThat(at).hasSizeBetween(6, 60);
    List<Long> gaps = new ArrayList<>();
    for (int i = 2; i < at.size(); i++) {
      gaps.add((at.get(i) - at.get(i - 2)) / 1_000_000);
    }
    assertThat(gaps.stream().distinct().count()).as("jitter: %s", gaps).isGreaterThan(3);
  }

  private static void passed(Duration time) {
    long began = System.nanoTime();
    await().atMost(time.plusMinutes(1)).until(() -> System.nanoTime() - began > time.toNanos());
  }
}
