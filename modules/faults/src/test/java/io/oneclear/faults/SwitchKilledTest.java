package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.faults.terminals.TerminalFleet.Crew;
import io.oneclear.simulator.day.Shift;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the switch at random moments while terminals sell, and a start on the same
 * data. {@code -Dfaults.kills=200} of them on {@code -Dfaults.kills.seed=1}, so many on one data
 * directory; what came of it is written to {@code target/kills.txt}.
 */
@Tag("fault")
class SwitchKilledTest {

  private static final int KILLS = Integer.getInteger("faults.kills", 3);
  private static final int KILLS_PER_DIRECTORY = Integer.getInteger("faults.kills.per", 25);
  private static final long SEED = Long.getLong("faults.kills.seed", 1);
  private static final int TERMINALS = 6;
  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofMinutes(3);
  private static final int LONGEST_LIFE_MILLIS = 3_000;

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Long> readyMillis = new ArrayList<>();
  private int deals;
  private int compared;

  @Test
  void aKilledSwitchServesAgainAndEveryLogAgrees() throws Exception {
    int done = 0;
    for (int batch = 0; done < KILLS; batch++) {
      int kills = Math.min(KILLS_PER_DIRECTORY, KILLS - done);
      killAndRestart(directory.resolve("batch-" + batch), kills);
      done += kills;
      writeDown(done);
    }
    assertThat(deals).as("deals").isPositive();
  }

  private void killAndRestart(Path batch, int kills) throws Exception {
    Path data = batch.resolve("data");
    int port = Ports.free();
    Launch launch = Launch.demoServer(data, port, UPSTREAM_TIMEOUT);
    ChildProcess server = launch.start();
    try {
      server.awaitReady(START);
      try (TerminalFleet fleet =
          TerminalFleet.open(data, port, Crew.of(TERMINALS, UPSTREAM_TIMEOUT))) {
        fleet.signOn();
        Shift shift = fleet.beginSelling(SEED);
        for (int i = 0; i < kills; i++) {
          int before = shift.acts();
          await().atMost(Duration.ofMinutes(2)).until(() -> shift.acts() > before);
          long end = System.nanoTime() + random.nextInt(LONGEST_LIFE_MILLIS) * 1_000_000L;
          await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() >= end);
          server.kill();
          server = launch.start();
          server.awaitReady(START);
          readyMillis.add(server.readyAfter().toMillis());
        }
        fleet.endSelling(Duration.ofMinutes(4));
        deals += shift.acts();
      }
      ThreeLogs logs = ThreeLogs.of(data, Duration.ofMinutes(3));
      assertThat(logs.differences()).as("terminals, journal and scheme").isEmpty();
      assertThat(logs.violations()).as("money rules broken").isEmpty();
      assertThat(logs.agree()).as("something was compared").isTrue();
      compared += logs.booked();
      assertThat(server.stop(Duration.ofMinutes(1))).isEqualTo(143);
    } finally {
      server.close();
    }
  }

  private void writeDown(int kills) throws Exception {
    List<Long> sorted = new ArrayList<>(readyMillis);
    Collections.sort(sorted);
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target/kills.txt"),
        "kills %d seed %d deals %d transactions %d ready: median %d ms, longest %d ms%n"
            .formatted(
                kills, SEED, deals, compared, sorted.get(sorted.size() / 2), sorted.getLast()));
  }
}
