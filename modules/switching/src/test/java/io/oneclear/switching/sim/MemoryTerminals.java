package io.oneclear.switching.sim;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.Terminal;
import io.oneclear.merchant.Terminal.BatchState;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.switching.Terminals;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.RequestKey;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Terminals in memory; a batch is compared with what the journal has of it. */
public final class MemoryTerminals implements Terminals {

  private final MemoryJournal journal;
  private final Map<TerminalId, Profile> profiles = new HashMap<>();
  private final Map<String, Settled> settled = new HashMap<>();
  private final List<UploadedRecord> uploaded = new ArrayList<>();
  private int uploadsEnded;
  private boolean down;
  private boolean slow;
  private boolean broken;
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

  public MemoryTerminals(MemoryJournal journal) {
    this.journal = journal;
  }

  public void put(Terminal terminal, Merchant merchant) {
    profiles.put(terminal.id(), new Profile(terminal, merchant));
  }

  /** Stores nothing, as when the database is away. */
  public void down(boolean now) {
    down = now;
  }

  /** Sign-offs end in an exception that nobody expects. */
  public void broken(boolean now) {
    broken = now;
  }

  /** Sign-ons wait until it is quick again. */
  public void slow(boolean now) {
    slow = now;
    if (!now) {
      List.copyOf(waiting).forEach(each -> each.complete(null));
      waiting.clear();
    }
  }

  public List<UploadedRecord> uploaded() {
    return List.copyOf(uploaded);
  }

  public int uploadsEnded() {
    return uploadsEnded;
  }

  @Override
  public Optional<Profile> find(TerminalId id) {
    return Optional.ofNullable(profiles.get(id));
  }

  @Override
  public CompletableFuture<BatchNumber> signOn(TerminalId id, KeyBlock pinKey, KeyBlock macKey) {
    if (down) {
      return CompletableFuture.failedFuture(new Terminals.NotStored("no database", null));
    }
    if (slow) {
      CompletableFuture<Void> later = new CompletableFuture<>();
      waiting.add(later);
      return later.thenCompose(_ -> signOn(id, pinKey, macKey));
    }
    Terminal old = profiles.get(id).terminal();
    BatchNumber batch = old.batchState() == BatchState.SETTLED ? old.batch().next() : old.batch();
    replace(id, pinKey, macKey, batch, BatchState.OPEN);
    return CompletableFuture.completedFuture(batch);
  }

  @Override
  public CompletableFuture<Void> signOff(TerminalId id) {
    if (broken) {
      throw new IllegalStateException("a defect");
    }
    Terminal old = profiles.get(id).terminal();
    replace(id, null, null, old.batch(), old.batchState());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Settled> settleBatch(
      TerminalId id, BatchNumber batch, BatchTotals domestic, BatchTotals foreign) {
    Terminal terminal = profiles.get(id).terminal();
    replace(id, terminal.pinKey(), terminal.macKey(), terminal.batch(), BatchState.SETTLED);
    Settled first =
        settled.computeIfAbsent(
            id + "/" + batch,
            _ ->
                new Settled(
                    domestic.equals(totals(id, batch, false)),
                    foreign.equals(totals(id, batch, true))));
    return CompletableFuture.completedFuture(first);
  }

  @Override
  public CompletableFuture<Void> upload(
      TerminalId id, BatchNumber batch, List<UploadedRecord> records) {
    for (UploadedRecord each : records) {
      if (uploaded.stream().noneMatch(known -> known.trace().equals(each.trace()))) {
        uploaded.add(each);
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> endUpload(TerminalId id, BatchNumber batch, int count) {
    uploadsEnded++;
    return CompletableFuture.completedFuture(null);
  }

  private BatchTotals totals(TerminalId id, BatchNumber batch, boolean foreign) {
    long debitFen = 0;
    int debits = 0;
    long creditFen = 0;
    int credits = 0;
    for (JournalEntry entry : journal.entries()) {
      RequestKey key = entry.intent().key();
      boolean counts =
          key.terminal().equals(id)
              && key.batch().equals(batch)
              && (entry.intent().product() == CardProduct.FOREIGN) == foreign
              && stands(entry.state());
      TransactionKind kind = entry.intent().kind();
      if (counts && kind == TransactionKind.PURCHASE) {
        debitFen += entry.intent().amountFen();
        debits++;
      } else if (counts && kind != TransactionKind.BALANCE_INQUIRY) {
        creditFen += entry.intent().amountFen();
        credits++;
      }
    }
    return new BatchTotals(debitFen, debits, creditFen, credits);
  }

  private static boolean stands(TransactionState state) {
    return switch (state) {
      case APPROVED, VOIDED, PARTLY_REFUNDED, REFUNDED -> true;
      case SENT, DECLINED, TIMED_OUT, REVERSED, REMEMBERED -> false;
    };
  }

  private void replace(
      TerminalId id, KeyBlock pinKey, KeyBlock macKey, BatchNumber batch, BatchState state) {
    Profile profile = profiles.get(id);
    Terminal old = profile.terminal();
    put(
        new Terminal(
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
            state),
        profile.merchant());
  }
}
