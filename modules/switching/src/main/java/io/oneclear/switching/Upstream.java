package io.oneclear.switching;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A link to a scheme, as the core sees it.
 *
 * <p>The link owns the time-out: a request ends in exactly one {@link Result}. What arrives after
 * {@link TimedOut} goes to the late-answer listener.
 */
public interface Upstream {

  /** Name of the link, as in routes, journal and metrics. */
  String name();

  /** True if the link is connected and signed on. */
  boolean available();

  /**
   * A fresh identity for a message on this link: our time, the next STAN, our institution codes.
   */
  UpstreamKey nextKey();

  /** The link's PIN key, under which PIN blocks leave. */
  KeyBlock pinKey();

  /** Sends and waits. The future never fails: every ending is a {@link Result}. */
  CompletableFuture<Result> send(UpstreamRequest request);

  /** Who is told of answers that come after their time-out, or twice, or to nobody's request. */
  void onLateAnswer(Consumer<UpstreamAnswer> listener);

  /** How a request ended. */
  sealed interface Result {}

  /** The scheme answered, in time and with a right MAC. */
  record Answered(UpstreamAnswer answer) implements Result {}

  /** No answer in time, or the connection broke after the request was handed to it. */
  record TimedOut() implements Result {}

  /** The request certainly never left: link down or its queue full. */
  record NotSent(String reason) implements Result {}
}
