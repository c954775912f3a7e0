package io.oneclear.bench.measure;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One look at everything.
 *
 * @param nanos when, by the clock that only goes forward
 * @param cpu used so far, by role
 * @param allocated by the switch process so far; empty if it does not tell
 * @param metrics of the switch; empty for a peer
 */
public record Sample(
    long nanos,
    Map<Role, Duration> cpu,
    MachineTime machine,
    Optional<Long> allocated,
    Optional<Scrape> metrics) {}
