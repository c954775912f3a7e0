package io.oneclear.bench.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at one candidate's processes.
 *
 * @param roles process by role, the database not among them
 * @param postmaster of its database; empty if it has none
 * @param probe into the switch
 * @param metrics of the switch's console; empty for a peer
 */
public record Sampler(
    HttpClient client,
    Map<Role, Long> roles,
    Optional<Long> postmaster,
    Optional<JvmProbe> probe,
    Optional<URI> metrics) {

  public Sample sample() throws IOException, InterruptedException {
    Map<Role, Duration> cpu = new EnumMap<>(Role.class);
    roles.forEach((role, pid) -> cpu.put(role, ProcessTime.of(pid)));
    postmaster.ifPresent(pid -> cpu.put(Role.POSTGRESQL, ProcessTime.ofTree(pid)));
    Optional<Long> allocated =
        probe.isPresent() ? Optional.of(probe.get().allocatedBytes()) : Optional.empty();
    Optional<Scrape> scrape =
        metrics.isPresent() ? Optional.of(Scrape.of(client, metrics.get())) : Optional.empty();
    return new Sample(System.nanoTime(), cpu, MachineTime.now(), allocated, scrape);
  }

  /** The same with one more process to look at. */
  public Sampler with(Role role, long pid) {
    Map<Role, Long> more = new EnumMap<>(roles);
    more.put(role, pid);
    return new Sampler(client, more, postmaster, probe, metrics);
  }
}
