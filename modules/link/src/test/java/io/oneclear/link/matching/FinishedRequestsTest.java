package io.oneclear.link.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FinishedRequestsTest {

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final long FAR_FUTURE = Long.MAX_VALUE - 5;

  /** The same in the plainest way: what it is to be. */
  private static final class Model {

    private record Finished(boolean answered, long until) {}

    private final LinkedHashMap<UpstreamKey, Finished> finished = new LinkedHashMap<>();
    private final int most;

    Model(int most) {
      this.most = most;
    }

    void add(UpstreamKey key, boolean answered, long now) {
      finished.putLast(key, new Finished(answered, now + WINDOW.toNanos()));
      for (var oldest = finished.firstEntry();
          finished.size() > most || oldest.getValue().until - now <= 0;
          oldest = finished.firstEntry()) {
        finished.pollFirstEntry();
      }
    }

    LateKind kindOf(UpstreamKey key, long now) {
      Finished found = finished.get(key);
      if (found == null || found.until - now <= 0) {
        return LateKind.UNMATCHED;
      }
      return found.answered ? LateKind.DUPLICATE : LateKind.LATE;
    }
  }

  @Test
  void itSaysWhatAPlainMapSaysWhateverIsDone() {
    for (int seed = 0; seed < 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int most = random.nextInt(1, 3_000);
      int keys = random.nextInt(1, 2 * most + 10);
      FinishedRequests finished = new FinishedRequests(most, WINDOW);
      Model model = new Model(most);
      long now = seed % 2 == 0 ? 0 : FAR_FUTURE; // nanoseconds wrap
      for (int i = 0; i < 20_000; i++) {
        UpstreamKey key = key(random.nextInt(keys));
        switch (random.nextInt(10)) {
          case 0 -> now += random.nextLong(WINDOW.toNanos() / 500);
          case 1 -> {
            finished.remove(key);
            model.finished.remove(key);
          }
          case 2, 3, 4 ->
              assertThat(finished.kindOf(key, now))
                  .as("seed %d, step %d", seed, i)
                  .isEqualTo(model.kindOf(key, now));
          default -> {
            boolean answered = random.nextBoolean();
            finished.add(key, answered, now);
            model.add(key, answered, now);
          }
        }
        assertThat(finished.count()).isEqualTo(model.finished.size());
      }
      for (Map.Entry<UpstreamKey, Model.Finished> each : model.finished.entrySet()) {
        assertThat(finished.kindOf(each.getKey(), now)).isEqualTo(model.kindOf(each.getKey(), now));
      }
    }
  }

  /** Keys that differ in one part only are among them. */
  private static UpstreamKey key(int number) {
    String party = number % 7 == 0 ? "49000001" : "49000000";
    return new UpstreamKey(
        "%010d".formatted(1122143000L + number / 50),
        new Stan(number % 50 * 20_000),
        party,
        number % 11 == 0 ? null : party);
  }

  @Test
  void theGreatestIdentityIsOneLikeAnyOther() {
    FinishedRequests finished = new FinishedRequests(3, WINDOW);
    List<UpstreamKey> edges =
        List.of(
            new UpstreamKey("9999999999", new Stan(999_999), "1", "1"),
            new UpstreamKey("0000000000", new Stan(0), "1", "1"));
    for (UpstreamKey edge : edges) {
      assertThat(finished.kindOf(edge, 0)).isEqualTo(LateKind.UNMATCHED);
      finished.add(edge, true, 0);
      assertThat(finished.kindOf(edge, 0)).isEqualTo(LateKind.DUPLICATE);
    }
  }

  @Test
  void whatNoSchemeTakesForAKeyIsNotRemembered() {
    FinishedRequests finished = new FinishedRequests(3, WINDOW);
    UpstreamKey strange = new UpstreamKey("noon", new Stan(1), "49000000", "49000000");
    finished.add(strange, true, 0);
    finished.remove(strange);
    assertThat(finished.kindOf(strange, 0)).isEqualTo(LateKind.UNMATCHED);
    assertThat(finished.count()).isZero();
  }

  @Test
  void linkThatSpeaksForTooManyForgetsNobodyItKnows() {
    FinishedRequests finished = new FinishedRequests(1_000, WINDOW);
    for (int i = 0; i < 300; i++) {
      finished.add(of(i), false, 0);
    }
    assertThat(finished.kindOf(of(0), 0)).isEqualTo(LateKind.LATE);
    assertThat(finished.kindOf(of(254), 0)).isEqualTo(LateKind.LATE);
    assertThat(finished.kindOf(of(255), 0)).isEqualTo(LateKind.UNMATCHED);
  }

  private static UpstreamKey of(int acquirer) {
    return new UpstreamKey("1122143000", new Stan(1), Integer.toString(acquirer), "49000000");
  }
}
