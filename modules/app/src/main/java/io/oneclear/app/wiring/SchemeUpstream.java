package io.oneclear.app.wiring;

import io.oneclear.link.matching.LinkResult;
import io.oneclear.link.scheme.SchemeLink;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.Upstream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A scheme link as the core sees it. */
record SchemeUpstream(SchemeLink link, LinkKeyRing keys) implements Upstream {

  @Override
  public String name() {
    return link.name();
  }

  @Override
  public boolean available() {
    return link.available();
  }

  @Override
  public UpstreamKey nextKey() {
    return link.nextKey();
  }

  @Override
  public KeyBlock pinKey() {
    return keys.pinKey();
  }

  @Override
  public CompletableFuture<Result> send(UpstreamRequest request) {
    return link.send(request).thenApply(SchemeUpstream::result);
  }

  private static Result result(LinkResult result) {
    return switch (result) {
      case LinkResult.Answered(UpstreamAnswer answer) -> new Answered(answer);
      case LinkResult.TimedOut() -> new TimedOut();
      case LinkResult.NotSent(String reason) -> new NotSent(reason);
    };
  }

  @Override
  public void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    link.onLateAnswer(listener);
  }
}
