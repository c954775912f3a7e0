package io.oneclear.bench.run;

import io.oneclear.bench.measure.JvmProbe;
import io.oneclear.bench.measure.Postmaster;
import io.oneclear.bench.measure.Role;
import io.oneclear.bench.measure.Sampler;
import io.oneclear.bench.process.Child;
import io.oneclear.bench.process.Children;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A candidate and its scheme, up and ready for terminals. */
public final class RunningCandidate implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Pattern ADDRESS = Pattern.compile("(terminals|scheme|console)=(\\S+)");

  private final Candidate candidate;
  private final Children children;
  private final Place place;
  private final Path data;
  private final Child scheme;
  private final Child node;
  private final String ready;
  private final Sampler sampler;

  private RunningCandidate(Candidate candidate, Children children, Place place)
      throws IOException, InterruptedException {
    this.candidate = candidate;
    this.children = children;
    this.place = place;
    this.data = children.directory().data(place.directory());
    this.scheme =
        children.start(candidate.key() + "-scheme", candidate.schemeArguments(data, place));
    String schemeAddress = address(scheme.awaitReady(START), "scheme").orElseThrow();
    this.node =
        children.start(candidate.key(), candidate.switchArguments(data, place, schemeAddress));
    this.ready = node.awaitReady(START);
    this.sampler =
        new Sampler(
            HttpClient.newHttpClient(),
            Map.of(Role.SWITCH, node.pid(), Role.SCHEME, scheme.pid()),
            Postmaster.of(data),
            JvmProbe.attach(node.pid()),
            address(ready, "console").map(console -> URI.create(console + "/metrics")));
  }

  public static RunningCandidate start(Candidate candidate, Children children, int terminals)
      throws IOException, InterruptedException {
    return start(candidate, children, new Place(candidate.key(), terminals, 1));
  }

  /** The same at a place that may hold data already. */
  public static RunningCandidate start(Candidate candidate, Children children, Place place)
      throws IOException, InterruptedException {
    return new RunningCandidate(candidate, children, place);
  }

  /** Where terminals connect to. */
  public String terminals() {
    return address(ready, "terminals").orElseThrow();
  }

  /** How many terminals it knows. */
  public int size() {
    return place.terminals();
  }

  /** Process of the switch. */
  public long pid() {
    return node.pid();
  }

  public Path data() {
    return data;
  }

  public Sampler sampler() {
    return sampler;
  }

  public Candidate candidate() {
    return candidate;
  }

  @Override
  public void close() throws IOException {
    sampler.client().close();
    if (sampler.probe().isPresent()) {
      sampler.probe().get().close();
    }
    try {
      children.stop(node);
      children.stop(scheme);
    } catch (InterruptedException e) {
      // The children are stopped with all others when the benchmark ends.
      Thread.currentThread().interrupt();
      return;
    }
    children.directory().done(place.directory());
  }

  static Optional<String> address(String ready, String whose) {
    Matcher matcher = ADDRESS.matcher(ready);
    while (matcher.find()) {
      if (matcher.group(1).equals(whose)) {
        return Optional.of(matcher.group(2));
      }
    }
    return Optional.empty();
  }
}
