package io.oneclear.switching;

import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.PosRequest.Echo;
import io.oneclear.message.pos.PosRequest.SignOff;
import io.oneclear.message.pos.PosRequest.SignOn;
import io.oneclear.message.pos.PosRequest.Understood;
import io.oneclear.security.SecurityModule.WorkingKeys;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.stamp.LocalTimes;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Sign-on (签到), sign-off (签退) and echo (回响测试). These messages carry no MAC. */
final class SignOns {

  private final SwitchParts parts;
  private final InFlight inFlight;

  SignOns(SwitchParts parts, InFlight inFlight) {
    this.parts = parts;
    this.inFlight = inFlight;
  }

  /** Fresh working keys, durable before the terminal gets them; a new batch after a settlement. */
  CompletableFuture<Ending> signOn(Flight flight, SignOn request) {
    return switch (check(request)) {
      case CheckTerminal.Refused(ResponseCode code) -> refused(flight, code);
      case CheckTerminal.Passed(Terminals.Profile(Terminal terminal, _)) ->
          fits(terminal.algorithm(), request.keyScheme())
              ? inFlight.change(
                  flight,
                  terminal.id(),
                  () ->
                      parts
                          .security()
                          .newWorkingKeys(request.keyScheme(), terminal.tmk())
                          .thenCompose(keys -> install(flight, terminal, keys)))
              : refused(flight, ResponseCode.NOT_SUPPORTED);
    };
  }

  CompletableFuture<Ending> signOff(Flight flight, SignOff request) {
    return switch (check(request)) {
      case CheckTerminal.Refused(ResponseCode code) -> refused(flight, code);
      case CheckTerminal.Passed _ ->
          inFlight.change(
              flight,
              request.terminal(),
              () ->
                  parts
                      .terminals()
                      .signOff(request.terminal())
                      .thenApply(_ -> Answers.plain(flight, ResponseCode.APPROVED)));
    };
  }

  CompletableFuture<Ending> echo(Flight flight, Echo request) {
    return switch (check(request)) {
      case CheckTerminal.Refused(ResponseCode code) -> refused(flight, code);
      case CheckTerminal.Passed _ ->
          CompletableFuture.completedFuture(Answers.plain(flight, ResponseCode.APPROVED));
    };
  }

  private CheckTerminal.Checked check(Understood request) {
    CrashPoint.REQUEST_CHECKED.reached();
    return CheckTerminal.mayTrade(parts.terminals().find(request.terminal()), request);
  }

  private CompletableFuture<Ending> install(Flight flight, Terminal terminal, WorkingKeys keys) {
    CrashPoint.KEYS_MADE.reached();
    return parts
        .terminals()
        .signOn(terminal.id(), keys.pinKey(), keys.macKey())
        .thenApply(batch -> answer(flight, batch, keys));
  }

  private Ending answer(Flight flight, BatchNumber batch, WorkingKeys keys) {
    Instant at = flight.receivedAt();
    return new Flight.Answer(
        new PosAnswer(
            ResponseCode.APPROVED,
            parts.rrns().next(),
            null,
            LocalTimes.time(at),
            LocalTimes.date(at),
            null,
            null,
            null,
            null,
            batch,
            keys.field62(),
            null),
        null);
  }

  /** A terminal asks for keys of the kind it was given a master key for. */
  private static boolean fits(Terminal.KeyAlgorithm algorithm, KeyScheme scheme) {
    return switch (scheme) {
      case SINGLE_DES -> algorithm == Terminal.KeyAlgorithm.DES;
      case DOUBLE_DES -> algorithm == Terminal.KeyAlgorithm.TDES;
      // A track key would be used to encrypt tracks, and tracks are read in clear only.
      case DOUBLE_DES_WITH_TRACK_KEY -> false;
      // Its layout of field 62 is not published: not offered.
      case SM4 -> false;
    };
  }

  private static CompletableFuture<Ending> refused(Flight flight, ResponseCode code) {
    return CompletableFuture.completedFuture(Answers.plain(flight, code));
  }
}
