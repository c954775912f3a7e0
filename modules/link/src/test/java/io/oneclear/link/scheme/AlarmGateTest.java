package io.oneclear.link.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlarmGateTest {

  @Test
  void alarmsBeyondTheLimitAreHeldBackAndCounted() {
    AlarmGate gate = new AlarmGate(2);
    long now = Long.MAX_VALUE - 500_000_000L; // the monotonic clock may wrap

    assertThat(gate.enter(now)).isZero();
    assertThat(gate.enter(now + 1)).isZero();
    assertThat(gate.enter(now + 2)).isEqualTo(-1);
    assertThat(gate.enter(now + 999_999_999L)).isEqualTo(-1);
    assertThat(gate.enter(now + 1_000_000_000L)).isEqualTo(2);
    assertThat(gate.enter(now + 1_000_000_001L)).isZero();
    assertThat(gate.enter(now + 1_000_000_002L)).isEqualTo(-1);
  }
}
