package io.oneclear.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecurityRoomTest {

  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void testsAgainAndAgainUntilACipherIsWrongAndThenTellsOnce() {
    Deque<Optional<String>> results =
        new ArrayDeque<>(List.of(Optional.empty(), Optional.empty(), Optional.of("DES")));
    new SecurityRoom(this::after, results::poll, told::add).testLater();
    for (int minute = 1; minute <= 2; minute++) {
      later.poll().run();
      assertThat(told).isEmpty();
      assertThat(later).hasSize(1);
    }
    later.poll().run();
    assertThat(told).containsExactly("its security module computes DES wrongly");
    assertThat(later).isEmpty();
  }

  private Runnable after(Duration delay, Runnable task) {
    assertThat(delay).isPositive();
    later.add(task);
    return () -> later.remove(task);
  }
}
