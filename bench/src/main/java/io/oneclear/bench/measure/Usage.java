package io.oneclear.bench.measure;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a transaction cost between two samples.
 *
 * @param seconds between them
 * @param cpuMicros CPU time of a transaction by role, in microseconds
 * @param allocatedBytes on the switch's heap for a transaction; empty if not measured
 * @param journal of OneClear; empty for a peer
 * @param busy share of all processors that did something, 0 to 1
 * @param stolen share that the host of a virtual machine took away
 */
public record Usage(
    double seconds,
    Map<Role, Double> cpuMicros,
    Optional<Double> allocatedBytes,
    Optional<JournalWork> journal,
    double busy,
    double stolen) {

  /** Two samples, until it is known how many transactions lie between them. */
  public record Meter(Sample from, Sample to) {

    /**
     * @param perSecond transactions that were answered
     */
    public Usage at(double perSecond) {
      return between(from, to, perSecond);
    }
  }

  /**
   * @param perSecond transactions that were answered
   */
  public static Usage between(Sample from, Sample to, double perSecond) {
    double seconds = (to.nanos() - from.nanos()) / 1e9;
    double transactions = Math.max(1, perSecond * seconds);
    Map<Role, Double> cpu = new TreeMap<>();
    from.cpu()
        .forEach(
            (role, before) ->
                cpu.put(role, to.cpu().get(role).minus(before).toNanos() / 1e3 / transactions));
    double ticks = Math.max(1, to.machine().total() - from.machine().total());
    return new Usage(
        seconds,
        cpu,
        to.allocated().flatMap(now -> from.allocated().map(then -> (now - then) / transactions)),
        to.metrics().flatMap(now -> from.metrics().map(then -> JournalWork.between(then, now))),
        1 - (to.machine().idle() - from.machine().idle()) / ticks,
        (to.machine().stolen() - from.machine().stolen()) / ticks);
  }
}
