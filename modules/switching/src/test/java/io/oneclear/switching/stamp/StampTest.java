package io.oneclear.switching.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.switching.sim.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StampTest {

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-22T15:59:59.999Z"));

  @Test
  void idsRiseAndNeverRepeatEvenWhenTheClockIsSetBack() {
    TransactionIds ids = new TransactionIds(7, time);
    long last = 0;
    for (int i = 0; i < 20_000; i++) {
      if (i == 10_000) {
        time.jump(Duration.ofHours(-1));
      }
      long next = ids.next();
      assertThat(next).isGreaterThan(last);
      assertThat(TransactionIds.node(next)).isEqualTo(7);
      last = next;
    }
  }

  @Test
  void nodesNeverGiveTheSameId() {
    TransactionIds one = new TransactionIds(1, time);
    TransactionIds other = new TransactionIds(2, time);
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertThat(ids.add(one.next())).isTrue();
      assertThat(ids.add(other.next())).isTrue();
    }
  }

  @Test
  void idsAfterARestartAreAboveThoseBefore() {
    long before = new TransactionIds(1, time).next();
    time.pass(Duration.ofMillis(1));
    assertThat(new TransactionIds(1, time).next()).isGreaterThan(before);
  }

  @Test
  void referenceNumbersAreTwelveDigitsOfNodeAndTimeAndUniqueInADay() {
    Rrns rrns = new Rrns(3, time);
    // 23:59:59.999 local time: the last hundred of the day, then the count goes on past midnight.
    assertThat(rrns.next().code()).isEqualTo("038639999900");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      assertThat(seen.add(rrns.next().code())).isTrue();
    }
    time.pass(Duration.ofMillis(1));
    assertThat(rrns.next().code()).startsWith("03");
  }

  @Test
  void localTimeIsChinas() {
    Instant at = Instant.parse("2026-12-31T16:05:09Z");
    assertThat(LocalTimes.time(at)).isEqualTo("000509");
    assertThat(LocalTimes.date(at)).isEqualTo("0101");
    assertThat(LocalTimes.day(at)).isEqualTo("2027-01-01");
  }

  @Test
  void nodeNumbersOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new TransactionIds(1024, time))
        .hasMessage("node is 1024; allowed is 0 to 1023");
    assertThatThrownBy(() -> new Rrns(100, time)).hasMessage("node is 100; allowed is 0 to 99");
  }
}
