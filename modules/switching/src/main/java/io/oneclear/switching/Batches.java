package io.oneclear.switching;

import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.crash.CrashPoint;
import io.oneclear.message.pos.PosRequest.BatchSettlement;
import io.oneclear.message.pos.PosRequest.BatchUpload;
import io.oneclear.message.pos.PosRequest.BatchUploadEnd;
import io.oneclear.message.pos.PosRequest.Understood;
import io.oneclear.switching.Flight.Ending;
import io.oneclear.switching.Terminals.Profile;
import io.oneclear.switching.Terminals.Settled;
import io.oneclear.switching.Terminals.UploadedRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The end of a terminal's batch: settlement 0500 (批结算), then the upload 0320 of what it has (批上送).
 * These messages carry no MAC.
 */
final class Batches {

  private final SwitchParts parts;
  private final Terminals terminals;
  private final InFlight inFlight;

  Batches(SwitchParts parts, InFlight inFlight) {
    this.parts = parts;
    this.inFlight = inFlight;
    this.terminals = parts.terminals();
  }

  CompletableFuture<Ending> settle(Flight flight, BatchSettlement request) {
    return inBatch(
        flight,
        request,
        request.batch(),
        terminal ->
            terminals
                .settleBatch(terminal.id(), terminal.batch(), request.domestic(), request.foreign())
                .thenApply(settled -> settled(flight, settled)));
  }

  CompletableFuture<Ending> upload(Flight flight, BatchUpload request) {
    return inSettledBatch(
        flight,
        request,
        request.batch(),
        terminal -> {
          List<UploadedRecord> records =
              request.records().stream()
                  .map(
                      each ->
                          new UploadedRecord(
                              each.foreignCard(),
                              each.trace(),
                              parts.pans().protect(each.pan()),
                              each.fen()))
                  .toList();
          return terminals.upload(terminal.id(), terminal.batch(), records);
        });
  }

  CompletableFuture<Ending> endUpload(Flight flight, BatchUploadEnd request) {
    return inSettledBatch(
        flight,
        request,
        request.batch(),
        terminal -> terminals.endUpload(terminal.id(), terminal.batch(), request.count()));
  }

  private CompletableFuture<Ending> inSettledBatch(
      Flight flight,
      Understood request,
      BatchNumber batch,
      Function<Terminal, CompletableFuture<Void>> step) {
    return inBatch(
        flight,
        request,
        batch,
        terminal ->
            switch (terminal.batchState()) {
              case OPEN -> refused(flight, ResponseCode.INVALID_TRANSACTION);
              case SETTLED ->
                  step.apply(terminal).thenApply(_ -> Answers.plain(flight, ResponseCode.APPROVED));
            });
  }

  private CompletableFuture<Ending> inBatch(
      Flight flight,
      Understood request,
      BatchNumber batch,
      Function<Terminal, CompletableFuture<Ending>> step) {
    CrashPoint.REQUEST_CHECKED.reached();
    Optional<Profile> found = terminals.find(request.terminal());
    return switch (CheckTerminal.known(found, request)) {
      case CheckTerminal.Refused(ResponseCode code) -> refused(flight, code);
      case CheckTerminal.Passed(Profile profile) ->
          batch.equals(profile.terminal().batch())
              ? inFlight.change(flight, request.terminal(), () -> step.apply(profile.terminal()))
              : refused(flight, ResponseCode.SIGN_ON_AGAIN);
    };
  }

  private Ending settled(Flight flight, Settled settled) {
    return Answers.settlement(flight, parts.rrns().next(), settled);
  }

  private static CompletableFuture<Ending> refused(Flight flight, ResponseCode code) {
    return CompletableFuture.completedFuture(Answers.plain(flight, code));
  }
}
