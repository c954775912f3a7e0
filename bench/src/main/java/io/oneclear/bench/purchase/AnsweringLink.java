package io.oneclear.bench.purchase;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.Upstream;
import io.oneclear.switching.stamp.LocalTimes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A link with nothing behind it: writes each request with its MAC, and for an answer reads, checks
 * and understands the scheme's approval, which is the same bytes every time. Not in it: sockets,
 * and which answer belongs to which request.
 */
final class AnsweringLink implements Upstream {

  private static final int LAST_STAN = 999_999;

  private final String name;
  private final UpstreamLeg leg;
  private final KeyBlock pinKey;
  private final InstantSource clock;
  private final AtomicInteger stan = new AtomicInteger();
  private byte[] lastAsked;

  AnsweringLink(String name, UpstreamLeg leg, KeyBlock pinKey, InstantSource clock) {
    this.name = name;
    this.leg = leg;
    this.pinKey = pinKey;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public UpstreamKey nextKey() {
    Instant now = clock.instant();
    return new UpstreamKey(
        LocalTimes.date(now) + LocalTimes.time(now),
        new Stan(Math.floorMod(stan.getAndIncrement(), LAST_STAN) + 1),
        "49000000",
        "49000000");
  }

  @Override
  public KeyBlock pinKey() {
    return pinKey;
  }

  @Override
  public CompletableFuture<Result> send(UpstreamRequest request) {
    lastAsked = leg.ask(request);
    try {
      return CompletableFuture.completedFuture(new Answered(leg.understand()));
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("the scheme's answer is not understood", e);
    }
  }

  /** The frame that left last. */
  byte[] lastAsked() {
    return lastAsked;
  }

  @Override
  public void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    // All answers come in time.
  }
}
