package io.oneclear.proof.node;

import io.oneclear.link.matching.LinkResult;
import io.oneclear.link.matching.PendingRequests;
import io.oneclear.link.matching.UpstreamKeys;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;
import io.oneclear.proof.rule.SendGuard;
import io.oneclear.proof.scheme.SimulatedScheme;
import io.oneclear.proof.world.Equipment;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.Life;
import io.oneclear.security.CupsMac;
import io.oneclear.security.SecurityModule;
import io.oneclear.switching.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A link without sockets: the real identities, the real matching, the real dialect and MAC, and in
 * the place of Netty a line that loses, doubles, delays, garbles and breaks. Sends and receives as
 * {@code io.oneclear.link.scheme.SchemeLink} does, whose own code is bound to Netty.
 */
final class SimulatedLink implements Upstream {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(25);
  private static final PendingRequests.Limits LIMITS =
      new PendingRequests.Limits(256, REQUEST_TIMEOUT, Duration.ofMinutes(5), 1_000);
  private static final int MAC_FIELD = 128;

  private final String name;
  private final Line line;
  private final Life life;
  private final SecurityModule module;
  private final SimulatedScheme scheme;
  private final UpstreamKeys keys;
  private final PendingRequests pending;
  private final CupsMac mac = new CupsMac();
  private Consumer<UpstreamAnswer> lateAnswers = _ -> {};
  private Object connection;

  /**
   * What a link is made with.
   *
   * @param keys gives the identities of this life of the node on this link
   */
  record Line(World world, SendGuard guard, UpstreamKeys keys) {}

  SimulatedLink(String name, Line line, Life life, SecurityModule module, SimulatedScheme scheme) {
    this.name = name;
    this.line = line;
    this.life = life;
    this.module = module;
    this.scheme = scheme;
    this.keys = line.keys;
    this.pending = new PendingRequests(LIMITS, life, _ -> {});
    life.afterMillis(line.world.chance().between(20, 500), this::connect);
  }

  private void connect() {
    connection = new Object();
    line.world.trace().add(name, "up");
  }

  private void cut() {
    Object lost = connection;
    if (lost == null) {
      return;
    }
    connection = null;
    line.world.trace().add(name, "down");
    life.afterMillis(line.world.chance().between(200, 40_000), this::connect);
    pending.lost(lost);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean available() {
    return connection != null;
  }

  @Override
  public UpstreamKey nextKey() {
    return keys.next();
  }

  @Override
  public KeyBlock pinKey() {
    return line.world.equipment().linkPinKey();
  }

  @Override
  public void onLateAnswer(Consumer<UpstreamAnswer> listener) {
    lateAnswers = listener;
  }

  // --- requests ----------------------------------------------------------------------------------

  @Override
  public CompletableFuture<Result> send(UpstreamRequest request) {
    if (!life.reaches("linkRequest")) {
      return Life.nothing();
    }
    if (!available()) {
      return CompletableFuture.completedFuture(new NotSent("link not signed on"));
    }
    IsoMessage message = line.world.equipment().cups().toMessage(request);
    CompletableFuture<LinkResult> result = new CompletableFuture<>();
    return switch (pending.open(request.key(), message.mti().answer(), result)) {
      case FULL -> CompletableFuture.completedFuture(new NotSent("too many requests in flight"));
      case ALREADY_OPEN ->
          CompletableFuture.completedFuture(
              new NotSent("a request with this identity is in flight"));
      case OPENED -> {
        var _ =
            mac.mac(module, line.world.equipment().linkMacKey(), message)
                .whenComplete((made, failure) -> dispatch(request, message, made, failure));
        yield result.thenApply(SimulatedLink::result);
      }
    };
  }

  private static Result result(LinkResult result) {
    return switch (result) {
      case LinkResult.Answered(UpstreamAnswer answer) -> new Answered(answer);
      case LinkResult.TimedOut() -> new TimedOut();
      case LinkResult.NotSent(String reason) -> new NotSent(reason);
    };
  }

  private void dispatch(
      UpstreamRequest request, IsoMessage message, byte[] made, Throwable failure) {
    if (failure != null) {
      pending.withdraw(request.key(), "security module failed");
    } else if (connection == null) {
      pending.withdraw(request.key(), "link lost before the request was written");
    } else if (pending.sent(request.key(), connection)) {
      message.set(MAC_FIELD, new String(made, StandardCharsets.US_ASCII));
      Equipment equipment = line.world.equipment();
      line.guard.toScheme(name, message);
      write(request.type().name(), equipment.cups().encode(equipment.cups().header(), message));
    }
  }

  private void write(String type, byte[] frame) {
    World world = line.world;
    if (!world.weather().strikes(Fault.LINK_REQUEST_LOST, type)) {
      carry(type, frame, Fault.LINK_REQUEST_DELAYED);
      if (world.weather().strikes(Fault.LINK_REQUEST_DOUBLED, type)) {
        carry(type, frame, Fault.LINK_REQUEST_DELAYED);
      }
    }
    if (world.weather().strikes(Fault.LINK_CUT, type)) {
      cut();
    }
  }

  private void carry(String type, byte[] frame, Fault delayed) {
    line.world
        .time()
        .afterMillis(
            delay(delayed, type), () -> scheme.receive(frame, answer -> back(type, answer)));
  }

  private int delay(Fault fault, String type) {
    return line.world.weather().strikes(fault, type)
        ? line.world.chance().between(100, 60_000)
        : line.world.chance().between(1, 10);
  }

  // --- answers -----------------------------------------------------------------------------------

  private void back(String type, byte[] frame) {
    World world = line.world;
    if (world.weather().strikes(Fault.LINK_ANSWER_LOST, type)) {
      return;
    }
    if (world.weather().strikes(Fault.LINK_ANSWER_GARBLED, type)) {
      frame[frame.length - 1] ^= 1;
    }
    arrive(type, frame);
    if (world.weather().strikes(Fault.LINK_ANSWER_DOUBLED, type)) {
      arrive(type, frame);
    }
  }

  private void arrive(String type, byte[] frame) {
    life.afterMillis(
        delay(Fault.LINK_ANSWER_DELAYED, type),
        () -> {
          if (connection != null && life.reaches("linkAnswer")) {
            received(frame);
          }
        });
  }

  private void received(byte[] frame) {
    IsoMessage message;
    try {
      message = line.world.equipment().cups().decode(frame).message();
    } catch (MalformedMessageException e) {
      line.world.trace().add(name, "not understood: " + e.getMessage());
      return;
    }
    var _ =
        mac.verify(module, line.world.equipment().linkMacKey(), message)
            .whenComplete(
                (right, failure) -> {
                  if (failure == null && right) {
                    believed(message);
                  } else {
                    line.world.trace().add(name, "an answer is not believed");
                  }
                });
  }

  private void believed(IsoMessage message) {
    UpstreamAnswer answer;
    try {
      answer = line.world.equipment().cups().toAnswer(message);
    } catch (MalformedMessageException e) {
      line.world.trace().add(name, "not understood: " + e.getMessage());
      return;
    }
    switch (pending.answered(message.mti().original(), answer)) {
      case PendingRequests.Match.Hit _ -> {}
      case PendingRequests.Match.Miss(var kind) -> {
        line.world.trace().add(name, kind + " answer " + answer.code());
        lateAnswers.accept(answer);
      }
    }
  }
}
