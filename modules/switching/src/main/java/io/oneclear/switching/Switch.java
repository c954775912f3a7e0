package io.oneclear.switching;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.pos.EncodedAnswer;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.SwitchMetrics.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The switch: takes a terminal's frame, gives back one answer or, on purpose, none.
 *
 * <p>Never blocks and has no thread of its own: the steps of a request run one after another on
 * whatever thread completes the one before (the caller's, the journal's, a link's, the security
 * module's). Every request ends before its deadline; every exception ends here and is counted.
 */
public final class Switch {

  private static final String NO_LINK = "none";

  private final SwitchConfig config;
  private final SwitchParts parts;
  private final InFlight inFlight;
  private final TerminalSecurity security;
  private final SignOns signOns;
  private final CardTransactions cardTransactions;
  private final Reversals reversals;
  private final Batches batches;

  public Switch(SwitchConfig config, SwitchParts parts) {
    this.config = config;
    this.parts = parts;
    inFlight = new InFlight(config, parts.metrics());
    security = new TerminalSecurity(parts);
    signOns = new SignOns(parts, inFlight);
    cardTransactions =
        new CardTransactions(
            parts, security, inFlight, new Repeats(config, parts), new Undo(config, parts));
    reversals = new Reversals(parts, security);
    batches = new Batches(parts, inFlight);
    parts.links().onLateAnswer(this::late);
  }

  /**
   * Serves one frame.
   *
   * @param frame without length prefix
   * @param reply is told exactly once
   */
  public void handle(byte[] frame, Reply reply) {
    CrashPoint.REQUEST_RECEIVED.reached();
    try {
      PosRequest request = parts.dialect().parse(parts.dialect().decode(frame));
      serve(new Flight(request, parts.clock().instant()), reply);
    } catch (MalformedMessageException e) {
      malformed(frame, reply);
    } catch (RuntimeException e) {
      Undo.alarm(parts.metrics(), e);
      reply.drop("internal error");
    }
  }

  /** Requests under way. */
  public int inFlight() {
    return inFlight.count();
  }

  // --- one request -----------------------------------------------------------------------------

  private void serve(Flight flight, Reply reply) {
    Timer.Handle deadline = parts.timer().after(config.requestDeadline(), flight::late);
    flight.whenEnded(
        ending -> {
          deadline.cancel();
          tell(flight, ending, reply);
        });
    if (!inFlight.enter()) {
      parts.metrics().alarm(Alarm.OVERLOAD);
      flight.end(flight.endingWithoutDecision());
      return;
    }
    var _ =
        begin(flight)
            .whenComplete(
                (ending, failure) -> {
                  inFlight.exit();
                  flight.end(failure == null ? ending : failed(flight, failure));
                });
  }

  /** What a step throws is a failed ending too. */
  private CompletableFuture<Ending> begin(Flight flight) {
    try {
      return process(flight);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Ending> process(Flight flight) {
    return switch (flight.request()) {
      case PosRequest.Refused refused ->
          CompletableFuture.completedFuture(Answers.plain(flight, refused.code()));
      case PosRequest.SignOn signOn -> signOns.signOn(flight, signOn);
      case PosRequest.SignOff signOff -> signOns.signOff(flight, signOff);
      case PosRequest.Echo echo -> signOns.echo(flight, echo);
      case PosRequest.CardTransaction transaction ->
          cardTransactions.checkTerminal(flight, transaction);
      case PosRequest.Reversal reversal -> reversals.checkTerminal(flight, reversal);
      case PosRequest.BatchSettlement settlement -> batches.settle(flight, settlement);
      case PosRequest.BatchUpload upload -> batches.upload(flight, upload);
      case PosRequest.BatchUploadEnd end -> batches.endUpload(flight, end);
    };
  }

  private Ending failed(Flight flight, Throwable failure) {
    Undo.alarm(parts.metrics(), failure);
    return flight.endingWithoutDecision();
  }

  // --- the answer ------------------------------------------------------------------------------

  private void tell(Flight flight, Ending ending, Reply reply) {
    try {
      switch (ending) {
        case Flight.Drop(String reason) -> {
          parts.metrics().dropped(kind(flight), reason);
          reply.drop(reason);
        }
        case Flight.Answer answer -> send(flight, answer, reply);
      }
    } catch (RuntimeException e) {
      Undo.alarm(parts.metrics(), e);
      reply.drop("answer cannot be written");
    }
  }

  private void send(Flight flight, Flight.Answer ending, Reply reply) {
    CrashPoint.ANSWER_DECIDED.reached();
    PosAnswer answer = ending.answer();
    EncodedAnswer encoded = parts.dialect().answer(flight.request().frame(), answer);
    KeyBlock key = flight.macKey();
    if (key == null || !encoded.needsMac()) {
      reply.send(encoded.withoutMac());
      answered(flight, ending);
      return;
    }
    var _ =
        security
            .mac(key, encoded.underMac())
            .whenComplete(
                (mac, failure) -> {
                  try {
                    if (failure == null) {
                      reply.send(encoded.withMac(mac));
                      answered(flight, ending);
                    } else {
                      withoutMac(flight, ending, encoded, failure, reply);
                    }
                  } catch (RuntimeException e) {
                    Undo.alarm(parts.metrics(), e);
                    reply.drop("answer cannot be written"); // else its place would never come back
                  }
                });
  }

  /**
   * A terminal believes a refusal without MAC, but not an approval: it reverses what it dropped.
   */
  private void withoutMac(
      Flight flight, Flight.Answer ending, EncodedAnswer encoded, Throwable failure, Reply reply) {
    Undo.alarm(parts.metrics(), failure);
    if (ending.answer().code().approved()) {
      parts.metrics().dropped(kind(flight), "no MAC for an approval");
      reply.drop("no MAC for an approval");
    } else {
      reply.send(encoded.withoutMac());
      answered(flight, ending);
    }
  }

  private void answered(Flight flight, Flight.Answer ending) {
    Instant now = parts.clock().instant();
    parts
        .metrics()
        .answered(
            kind(flight),
            ending.link() == null ? NO_LINK : ending.link(),
            ending.answer().code(),
            Duration.between(flight.receivedAt(), now));
  }

  private void malformed(byte[] frame, Reply reply) {
    Optional<byte[]> answer = parts.dialect().minimalAnswer(frame, ResponseCode.FORMAT_ERROR);
    if (answer.isPresent()) {
      reply.send(answer.get());
      parts.metrics().answered("Malformed", NO_LINK, ResponseCode.FORMAT_ERROR, Duration.ZERO);
    } else {
      parts.metrics().dropped("Malformed", "not a message");
      reply.hangUp("not a message");
    }
  }

  // --- what comes too late ---------------------------------------------------------------------

  /** The reversal is there since the time-out: the answer is only noted. */
  private void late(String link, UpstreamAnswer answer) {
    CrashPoint.LATE_ANSWER.reached();
    if (answer.code().approved()) {
      parts.metrics().alarm(Alarm.LATE_APPROVAL);
    }
    var _ =
        CompletableFuture.completedFuture(answer)
            .thenCompose(each -> parts.journal().noteLateAnswer(link, each))
            .whenComplete(
                (_, failure) -> {
                  CrashPoint.LATE_ANSWER_NOTED.reached();
                  if (failure != null) {
                    Undo.alarm(parts.metrics(), failure);
                  }
                });
  }

  private static String kind(Flight flight) {
    return flight.request().getClass().getSimpleName();
  }
}
