package io.oneclear.switching.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.Rrn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumberClockTest {

  private static final Instant NOON = Instant.parse("2026-11-27T04:00:00Z");
  private static final Duration AHEAD = Duration.ofSeconds(5);
  private static final Duration HOUR = Duration.ofHours(1);

  private Instant wall = NOON;
  private long nanos = Long.MAX_VALUE - 1_000; // wraps

  private NumberClock clock() {
    return new NumberClock(() -> wall, () -> nanos);
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void itGoesWithTheWallClock() {
    NumberClock clock = clock();
    clock.goOnFrom(NOON.minusSeconds(60));
    clock.writtenDown(clock.ahead(AHEAD));
    assertThat(clock.instant()).isEqualTo(NOON);
    pass(Duration.ofSeconds(3));
    assertThat(clock.instant()).isEqualTo(wall);
    assertThat(clock.behind()).isZero();
  }

  @Test
  void itReadsNoLaterThanWhatIsWrittenDown() {
    NumberClock clock = clock();
    clock.writtenDown(clock.ahead(AHEAD));
    wall = NOON.plus(HOUR);
    assertThat(clock.instant()).isEqualTo(NOON.plus(AHEAD));
    clock.writtenDown(clock.ahead(AHEAD));
    assertThat(clock.instant()).isEqualTo(wall);
  }

  @Test
  void whenTheWallClockIsSetBackItRunsAtHalfSpeedUntilTheOtherHasCaughtUp() {
    NumberClock clock = clock();
    assertThat(clock.instant()).isEqualTo(NOON);
    wall = NOON.minus(HOUR);
    pass(Duration.ofMinutes(10));
    assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    assertThat(clock.behind()).isEqualTo(Duration.ofMinutes(55));
    pass(Duration.ofHours(2));
    assertThat(clock.instant()).isEqualTo(wall);
  }

  @Test
  void whatIsWrittenDownNeverGoesBack() {
    NumberClock clock = clock();
    Instant written = clock.ahead(AHEAD);
    clock.writtenDown(written);
    wall = NOON.minus(HOUR);
    assertThat(clock.ahead(AHEAD)).isEqualTo(written);
  }

  @Test
  void afterARestartWithTheClockSetBackItReadsLaterThanEverBefore() {
    NumberClock before = clock();
    Instant written = before.ahead(AHEAD);
    before.writtenDown(written);

    wall = NOON.minus(HOUR);
    NumberClock after = clock();
    after.goOnFrom(written);
    after.writtenDown(after.ahead(AHEAD));
    assertThat(after.instant()).isEqualTo(written.plusSeconds(1));
    assertThat(after.behind()).isEqualTo(HOUR.plus(AHEAD).plusSeconds(1));
  }

  @Test
  void noNumberComesTwiceHoweverTheClockJumpsInAndBetweenTheLivesOfANode() {
    Set<Long> ids = new HashSet<>();
    Set<Rrn> rrns = new HashSet<>();
    Instant written = NOON;
    for (int life = 0; life < 20; life++) {
      wall = NOON.plusSeconds(life % 2 == 0 ? -3_600 : 1_800 + life);
      NumberClock clock = clock();
      clock.goOnFrom(written);
      TransactionIds someIds = new TransactionIds(1, clock);
      Rrns someRrns = new Rrns(1, clock);
      for (int beat = 0; beat < 10; beat++) {
        written = clock.ahead(AHEAD);
        clock.writtenDown(written);
        for (int i = 0; i < 1_000; i++) {
          pass(Duration.ofMillis(1));
          assertThat(ids.add(someIds.next())).isTrue();
          assertThat(rrns.add(someRrns.next())).isTrue();
        }
        wall = wall.plusSeconds(beat % 3 == 0 ? 900 : -600);
      }
    }
  }
}
