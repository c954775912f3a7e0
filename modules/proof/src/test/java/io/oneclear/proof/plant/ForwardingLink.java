package io.oneclear.proof.plant;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.Upstream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A link that hands everything on; those who extend it change one thing. */
class ForwardingLink implements Upstream {

  final Upstream link;

  ForwardingLink(Upstream link) {
    this.link = link;
  }

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
    return link.pinKey();
  }

  @Override
  public CompletableFuture<Result> send(UpstreamRequest request) {
    return link.send(request);
  }

  @Override
  public void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    link.onLateAnswer(listener);
  }

  /** The request with another identity. */
  static UpstreamRequest renumbered(UpstreamRequest request, UpstreamKey key) {
    return new UpstreamRequest(
        request.type(),
        key,
        request.rrn(),
        request.repeat(),
        request.pan(),
        request.expiry(),
        request.sequence(),
        request.track2(),
        request.icc(),
        request.pin(),
        request.entryMode(),
        request.conditionCode(),
        request.amount(),
        request.localTime(),
        request.localDate(),
        request.terminal(),
        request.merchant(),
        request.merchantName(),
        request.mcc(),
        request.authorizationCode(),
        request.original());
  }

  /** An answer about what was asked, whatever it was about. */
  static UpstreamAnswer fitting(UpstreamAnswer answer, UpstreamRequest request) {
    return new UpstreamAnswer(
        answer.key(),
        answer.code(),
        answer.authorizationCode(),
        answer.settlementDate(),
        request.amount(),
        request.pan(),
        answer.issuer(),
        answer.additionalAmounts(),
        answer.icc());
  }
}
