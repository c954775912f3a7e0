package io.oneclear.switching.sim;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.Money;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.switching.Upstream;
import io.oneclear.switching.stamp.LocalTimes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A link and the scheme behind it. Answers 00 after a moment unless the script says otherwise, one
 * entry of the script a request. Keeps what it was asked.
 */
public final class ScriptedScheme implements Upstream {

  /** How long the link waits for an answer. */
  public static final Duration TIME_OUT = Duration.ofSeconds(15);

  private static final Duration ROUND_TRIP = Duration.ofMillis(80);

  private final String name;
  private final VirtualTime time;
  private final KeyBlock pinKey;
  private final Deque<Behaviour> script = new ArrayDeque<>();
  private final List<UpstreamRequest> received = new ArrayList<>();
  private Consumer<UpstreamAnswer> late = _ -> {};
  private boolean available = true;
  private int stan;

  public ScriptedScheme(String name, VirtualTime time, KeyBlock pinKey) {
    this.name = name;
    this.time = time;
    this.pinKey = pinKey;
  }

  /** What the scheme does with one request. */
  public sealed interface Behaviour {}

  /** Answers with this code. */
  public record Says(String code) implements Behaviour {}

  /** Approves, but echoes something else. */
  public record Distorts(UnaryOperator<UpstreamAnswer> how) implements Behaviour {}

  /** Takes it and never answers. */
  public record Silent() implements Behaviour {}

  /** Approves so much later. */
  public record Late(Duration by) implements Behaviour {}

  /** The link cannot send. */
  public record Unsent() implements Behaviour {}

  /** What it does with the next requests. */
  public void next(Behaviour... behaviours) {
    script.addAll(List.of(behaviours));
  }

  public void available(boolean now) {
    available = now;
  }

  public List<UpstreamRequest> received() {
    return List.copyOf(received);
  }

  public List<UpstreamRequest.Type> receivedTypes() {
    return received.stream().map(UpstreamRequest::type).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean available() {
    return available;
  }

  @Override
  public UpstreamKey nextKey() {
    stan = stan % 999_999 + 1;
    String at = LocalTimes.date(time.instant()) + LocalTimes.time(time.instant());
    return new UpstreamKey(at, new Stan(stan), "49000000", "49000000");
  }

  @Override
  public KeyBlock pinKey() {
    return pinKey;
  }

  @Override
  public CompletableFuture<Result> send(UpstreamRequest request) {
    Behaviour behaviour = script.isEmpty() ? new Says("00") : script.removeFirst();
    if (behaviour instanceof Unsent) {
      return CompletableFuture.completedFuture(new NotSent("queue full"));
    }
    received.add(request);
    return switch (behaviour) {
      case Says(String code) -> after(ROUND_TRIP, new Answered(answer(request, code)));
      case Distorts(var how) -> after(ROUND_TRIP, new Answered(how.apply(answer(request, "00"))));
      case Silent() -> after(TIME_OUT, new TimedOut());
      case Late(Duration by) -> {
        time.after(by, () -> late.accept(answer(request, "00")));
        yield after(TIME_OUT, new TimedOut());
      }
      case Unsent() -> throw new IllegalStateException("was handled above");
    };
  }

  @Override
  public void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    late = listener;
  }

  private CompletableFuture<Result> after(Duration delay, Result result) {
    return time.pause(delay).thenApply(_ -> result);
  }

  private static UpstreamAnswer answer(UpstreamRequest request, String code) {
    boolean approved = new ResponseCode(code).approved();
    boolean balance = request.type() == UpstreamRequest.Type.BALANCE_INQUIRY;
    Money amount = request.amount();
    return new UpstreamAnswer(
        request.key(),
        new ResponseCode(code),
        approved ? "A" + request.key().stan().digits().substring(1) : null,
        "1122",
        amount,
        request.pan(),
        "01020000",
        balance && approved ? "1002156C000001000000" : null,
        null);
  }
}
