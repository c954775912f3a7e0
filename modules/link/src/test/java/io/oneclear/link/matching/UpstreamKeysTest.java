package io.oneclear.link.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.upstream.UpstreamKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class UpstreamKeysTest {

  private Instant now = Instant.parse("2026-11-22T15:59:58.250Z");

  @Test
  void fieldSevenIsTheTimeInShanghai() {
    UpstreamKeys keys = keys(1, 999_999);

    assertThat(keys.next().transmissionTime()).isEqualTo("1122235958");
    now = now.plusSeconds(2);
    UpstreamKey key = keys.next();

    assertThat(key.transmissionTime()).isEqualTo("1123000000");
    assertThat(key.acquirer()).isEqualTo("49000000");
    assertThat(key.forwarder()).isEqualTo("00010000");
  }

  @Test
  void traceNumbersRunRoundWithinTheNodesRange() {
    UpstreamKeys keys = keys(500, 502);
    Set<Integer> seen = new HashSet<>();

    for (int i = 0; i < 3; i++) {
      seen.add(keys.next().stan().number());
    }

    assertThat(seen).containsExactlyInAnyOrder(500, 501, 502);
  }

  @Test
  void traceNumberGoesOnFromSecondToSecond() {
    UpstreamKeys keys = keys(1, 999_999);
    int first = keys.next().stan().number();
    now = now.plusSeconds(1);

    assertThat(keys.next().stan().number()).isEqualTo(first % 999_999 + 1);
  }

  @Test
  void identityIsNeverUsedTwiceWhenTheRangeComesRoundWithinASecond() {
    UpstreamKeys keys = keys(1, 10);
    Set<UpstreamKey> seen = new HashSet<>();

    for (int i = 0; i < 1_000; i++) {
      assertThat(seen.add(keys.next())).isTrue();
    }
  }

  @Test
  void identityIsNeverUsedTwiceWhenTheClockIsPutBack() {
    UpstreamKeys keys = keys(1, 7);
    Set<UpstreamKey> seen = new HashSet<>();

    for (int i = 0; i < 100; i++) {
      now = i % 10 == 9 ? now.minusSeconds(3_600) : now.plusSeconds(400);
      assertThat(seen.add(keys.next())).as("number %d", i).isTrue();
    }
  }

  @Test
  void identitiesOfManyThreadsDiffer() throws Exception {
    UpstreamKeys keys = keys(1, 999_999);
    Set<UpstreamKey> seen = ConcurrentHashMap.newKeySet();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 5_000; i++) {
                      seen.add(keys.next());
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(seen).hasSize(20_000);
  }

  @Test
  void rangeOutsideSixDigitsIsRefused() {
    assertThatThrownBy(() -> keys(0, 5)).hasMessage("trace numbers 0 to 5: from 1 to 999999");
    assertThatThrownBy(() -> keys(9, 5)).hasMessage("trace numbers 9 to 5: from 1 to 999999");
    assertThatThrownBy(() -> keys(1, 1_000_000)).isInstanceOf(IllegalArgumentException.class);
  }

  private UpstreamKeys keys(int first, int last) {
    return new UpstreamKeys(() -> now, "49000000", "00010000", first, last);
  }
}
