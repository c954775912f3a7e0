package io.oneclear.switching;

import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.ProtectedPan;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.BatchTotals;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The terminals we serve, their merchants and their batches. Look-ups come from memory; changes are
 * durable before their future completes, which fails with {@link NotStored} and nothing else.
 */
public interface Terminals {

  Optional<Profile> find(TerminalId id);

  /**
   * Stores new working keys. Opens the next batch if the current one is settled.
   *
   * @return the batch to work in
   */
  CompletableFuture<BatchNumber> signOn(TerminalId id, KeyBlock pinKey, KeyBlock macKey);

  /** Forgets the working keys: the terminal must sign on before its next transaction. */
  CompletableFuture<Void> signOff(TerminalId id);

  /**
   * Records what a 0500 said and closes the batch for sales. Idempotent: the first answer stands.
   */
  CompletableFuture<Settled> settleBatch(
      TerminalId id, BatchNumber batch, BatchTotals domestic, BatchTotals foreign);

  /** Stores uploaded records; the same record again changes nothing. */
  CompletableFuture<Void> upload(TerminalId id, BatchNumber batch, List<UploadedRecord> records);

  /** Ends the upload of a settled batch; differences to the journal become open items. */
  CompletableFuture<Void> endUpload(TerminalId id, BatchNumber batch, int count);

  /** One uploaded record, its card protected. */
  record UploadedRecord(boolean foreignCard, Stan trace, ProtectedPan pan, long fen) {}

  /** A terminal with its merchant. */
  record Profile(Terminal terminal, Merchant merchant) {}

  /**
   * Outcome of a 0500.
   *
   * @param domesticEqual the terminal's domestic totals are the journal's
   * @param foreignEqual the same for foreign cards
   */
  record Settled(boolean domesticEqual, boolean foreignEqual) {}

  /** A terminal's keys or batch cannot be stored now: storage is down, too slow or overloaded. */
  final class NotStored extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotStored(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
