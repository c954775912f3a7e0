package io.oneclear.simulator.scheme.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MomentTest {

  @Test
  void aMomentHasMillisecondsAndItsOffset() {
    Moment shanghai = new Moment(ZoneId.of("Asia/Shanghai"));

    assertThat(shanghai.of(Instant.parse("2026-11-22T16:00:00Z")))
        .isEqualTo("2026-11-23T00:00:00.000+08:00");
    assertThat(shanghai.of(Instant.parse("2026-11-22T16:00:00.0459Z")))
        .isEqualTo("2026-11-23T00:00:00.045+08:00");
    assertThat(shanghai.of(Instant.parse("2026-11-22T15:59:59.999Z")))
        .isEqualTo("2026-11-22T23:59:59.999+08:00");
    assertThat(new Moment(ZoneOffset.UTC).of(Instant.parse("2026-01-02T03:04:05.6Z")))
        .isEqualTo("2026-01-02T03:04:05.600Z");
  }
}
