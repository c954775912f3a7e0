package io.oneclear.link;

import io.oneclear.link.matching.LinkResult;
import io.oneclear.link.matching.UpstreamKeys;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A link to a scheme that speaks the {@code cups} dialect. */
public final class SchemeLink implements AutoCloseable {

  private final SchemeLinkConfig config;
  private final EventLoops loops;
  private final LinkPorts ports;
  private final UpstreamKeys keys;
  private volatile Consumer<UpstreamAnswer> lateAnswers = _ -> {};

  public SchemeLink(SchemeLinkConfig config, EventLoops loops, LinkPorts ports) {
    this.config = config;
    this.loops = loops;
    this.ports = ports;
    this.keys =
        new UpstreamKeys(
            ports.clock(),
            config.acquirer(),
            config.forwarder(),
            config.firstStan(),
            config.lastStan());
  }

  /** Begins to connect, and goes on until {@link #stop}. */
  public void start() {
    ports.listener().availability(loops == null);
  }

  public String name() {
    return config.name();
  }

  /** True if a connection is signed on. */
  public boolean available() {
    return false;
  }

  /** Requests waiting for their answer. */
  public int inFlight() {
    return 0;
  }

  /** A fresh identity for a message on this link. */
  public UpstreamKey nextKey() {
    return keys.next();
  }

  /** Sends and waits. The future never fails: every ending is a {@link LinkResult}. */
  public CompletableFuture<LinkResult> send(UpstreamRequest request) {
    return CompletableFuture.completedFuture(new LinkResult.NotSent("not connected"));
  }

  /** Who is told of answers that come after their time-out, or twice, or to nobody's request. */
  public void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    lateAnswers = listener;
  }

  /**
   * Takes no more requests, lets those in flight end, signs off and disconnects; what is still
   * waiting after {@code deadline} ends as timed out.
   */
  public CompletableFuture<Void> stop(Duration deadline) {
    lateAnswers.accept(null);
    return CompletableFuture.completedFuture(null);
  }

  /** Disconnects at once. */
  @Override
  public void close() {
    var _ = stop(Duration.ZERO);
  }
}
