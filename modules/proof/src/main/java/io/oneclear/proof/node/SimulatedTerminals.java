package io.oneclear.proof.node;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Terminal;
import io.oneclear.merchant.Terminal.BatchState;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.proof.journal.Database;
import io.oneclear.proof.journal.Database.BatchRecord;
import io.oneclear.proof.journal.TransactionRow;
import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.Life;
import io.oneclear.proof.world.Weather;
import io.oneclear.switching.Terminals;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.TransactionKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The terminals of the database, changed in units of work of their own. */
final class SimulatedTerminals implements Terminals {

  private final Database database;
  private final Life life;
  private final Weather weather;
  private final Chance chance;

  SimulatedTerminals(Database database, Life life, Weather weather, Chance chance) {
    this.database = database;
    this.life = life;
    this.weather = weather;
    this.chance = chance;
  }

  @Override
  public Optional<Profile> find(TerminalId id) {
    return database.terminal(id).map(terminal -> new Profile(terminal, database.merchant()));
  }

  /** Made after a moment; told of a moment later, or never though it was made. */
  private <T> CompletableFuture<T> change(String what, Supplier<T> change) {
    if (!life.reaches(what)) {
      return Life.nothing();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    life.afterMillis(
        chance.between(1, 5),
        () -> {
          boolean fails = weather.strikes(Fault.BATCH_FAILS, what);
          if (fails && chance.oneIn(2)) {
            result.completeExceptionally(new Terminals.NotStored("the database is down", null));
            return;
          }
          T made = change.get();
          if (fails) {
            result.completeExceptionally(new Terminals.NotStored("the connection broke", null));
          } else if (life.reaches(what)) {
            life.afterMillis(1, () -> result.complete(made));
          }
        });
    return result;
  }

  @Override
  public CompletableFuture<BatchNumber> signOn(TerminalId id, KeyBlock pinKey, KeyBlock macKey) {
    return change(
        "signOn",
        () -> {
          Terminal old = terminal(id);
          boolean settled = old.batchState() == BatchState.SETTLED;
          BatchNumber batch = settled ? old.batch().next() : old.batch();
          database.put(with(old, pinKey, macKey, batch, BatchState.OPEN));
          return batch;
        });
  }

  @Override
  public CompletableFuture<Void> signOff(TerminalId id) {
    return change(
        "signOn",
        () -> {
          Terminal old = terminal(id);
          database.put(with(old, null, null, old.batch(), old.batchState()));
          return null;
        });
  }

  @Override
  public CompletableFuture<Settled> settleBatch(
      TerminalId id, BatchNumber batch, BatchTotals domestic, BatchTotals foreign) {
    return change("settleBatch", () -> settle(id, batch, domestic, foreign));
  }

  private Settled settle(
      TerminalId id, BatchNumber batch, BatchTotals domestic, BatchTotals foreign) {
    String name = id + "/" + batch.digits();
    BatchRecord record =
        database
            .settledBatch(name)
            .orElseGet(
                () ->
                    new BatchRecord(
                        domestic.equals(totals(id, batch, false)),
                        foreign.equals(totals(id, batch, true))));
    database.settled(name, record);
    Terminal old = terminal(id);
    if (old.batch().equals(batch)) {
      database.put(with(old, old.pinKey(), old.macKey(), batch, BatchState.SETTLED));
    }
    return new Settled(record.domesticEqual(), record.foreignEqual());
  }

  private BatchTotals totals(TerminalId id, BatchNumber batch, boolean foreign) {
    long debitFen = 0;
    int debits = 0;
    long creditFen = 0;
    int credits = 0;
    for (TransactionRow row : database.transactions()) {
      Intent intent = row.entry().intent();
      boolean counts =
          intent.key().terminal().equals(id)
              && intent.key().batch().equals(batch)
              && (intent.product() == CardProduct.FOREIGN) == foreign
              && stands(row);
      if (counts && intent.kind() == TransactionKind.PURCHASE) {
        debitFen += intent.amountFen();
        debits++;
      } else if (counts && intent.kind() != TransactionKind.BALANCE_INQUIRY) {
        creditFen += intent.amountFen();
        credits++;
      }
    }
    return new BatchTotals(debitFen, debits, creditFen, credits);
  }

  private static boolean stands(TransactionRow row) {
    return switch (row.entry().state()) {
      case APPROVED, VOIDED, PARTLY_REFUNDED, REFUNDED -> true;
      case SENT, DECLINED, TIMED_OUT, REVERSED, REMEMBERED -> false;
    };
  }

  @Override
  public CompletableFuture<Void> upload(
      TerminalId id, BatchNumber batch, List<UploadedRecord> records) {
    return change("upload", () -> null);
  }

  @Override
  public CompletableFuture<Void> endUpload(TerminalId id, BatchNumber batch, int count) {
    return change("endUpload", () -> null);
  }

  private Terminal terminal(TerminalId id) {
    return database.terminal(id).orElseThrow();
  }

  private static Terminal with(
      Terminal old, KeyBlock pinKey, KeyBlock macKey, BatchNumber batch, BatchState state) {
    return new Terminal(
        old.id(),
        old.merchant(),
        old.serialNumber(),
        old.state(),
        old.algorithm(),
        old.tmk(),
        pinKey,
        macKey,
        batch,
        old.batchOpenedOn(),
        state);
  }
}
