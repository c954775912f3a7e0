package io.oneclear.switching;

import io.oneclear.message.pos.OriginalReference;
import io.oneclear.message.pos.PosRequest;
import io.oneclear.message.pos.PosRequest.CardTransaction;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.RequestKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks for the purchase a void or refund names. Whether it fits is judged elsewhere. */
final class FindOriginal {

  private final Journal journal;

  FindOriginal(Journal journal) {
    this.journal = journal;
  }

  /** Empty if there is none such, or for a kind that has no original. */
  CompletableFuture<Optional<JournalEntry>> of(CardTransaction request, RequestKey key) {
    return switch (request) {
      case PosRequest.BalanceInquiry _, PosRequest.Purchase _ -> none();
      case PosRequest.VoidPurchase voiding -> inOpenBatch(voiding.original(), key);
      case PosRequest.Refund refund -> anywhere(refund.original(), key);
    };
  }

  /** A void is about the batch that is open, on the same terminal. */
  private CompletableFuture<Optional<JournalEntry>> inOpenBatch(
      OriginalReference reference, RequestKey key) {
    if (reference.batch() != null && !reference.batch().equals(key.batch())) {
      return none();
    }
    if (reference.trace() != null) {
      return journal.find(
          new RequestKey(
              key.merchant(), key.terminal(), key.batchOpenedOn(), key.batch(), reference.trace()));
    }
    return reference.rrn() == null
        ? none()
        : journal
            .findByRrn(key.merchant(), reference.rrn())
            .thenApply(found -> found.filter(entry -> sameBatch(entry.intent().key(), key)));
  }

  /** A refund is about any batch of the merchant. */
  private CompletableFuture<Optional<JournalEntry>> anywhere(
      OriginalReference reference, RequestKey key) {
    if (reference.rrn() != null) {
      return journal.findByRrn(key.merchant(), reference.rrn());
    }
    return reference.batch() != null && reference.trace() != null
        ? journal.findByTrace(key.merchant(), key.terminal(), reference.batch(), reference.trace())
        : none();
  }

  private static boolean sameBatch(RequestKey one, RequestKey other) {
    return one.terminal().equals(other.terminal())
        && one.batch().equals(other.batch())
        && one.batchOpenedOn().equals(other.batchOpenedOn());
  }

  private static CompletableFuture<Optional<JournalEntry>> none() {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
