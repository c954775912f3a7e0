package io.oneclear.switching.journal;

import io.oneclear.message.MerchantId;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The durable record of every transaction. A future completes only when what it says is durable; it
 * fails with {@link JournalException} when the world is broken (the caller declines 96), never for
 * a business refusal. Every change of state is conditional: of several that race, one wins.
 */
public interface Journal {

  // --- one transaction -------------------------------------------------------------------------

  /**
   * Writes an intent as {@link TransactionState#SENT}. For a void or refund it claims the original
   * in the same unit of work.
   */
  CompletableFuture<Begun> begin(Intent intent);

  /** Writes a transaction that was declined here and never sent. */
  CompletableFuture<Begun> decline(Intent intent, ResponseCode code);

  /**
   * {@code SENT → APPROVED | DECLINED}, by the outcome's code; settles or releases the claim on an
   * original.
   */
  CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome);

  /**
   * {@code SENT → TIMED_OUT}. For a reversible kind the reversal is put into store-and-forward in
   * the same unit of work under {@code reversalKey}; for a balance inquiry there is none. A refund
   * stays {@code SENT} and is put there to be asked again with its own identity.
   */
  CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey);

  /**
   * The terminal's 0400. Joins a reversal that is already there; remembers one whose original is
   * unknown.
   *
   * @param reversalKey identity of the reversal if one has to be sent
   */
  CompletableFuture<Reversed> reverse(TerminalReversal reversal, UpstreamKey reversalKey);

  /** Notes an answer that came after the decision. Changes no state. */
  CompletableFuture<Void> noteLateAnswer(String link, UpstreamAnswer answer);

  CompletableFuture<Optional<JournalEntry>> find(RequestKey key);

  /** The approved purchase a refund names by its retrieval reference number. */
  CompletableFuture<Optional<JournalEntry>> findByRrn(MerchantId merchant, Rrn rrn);

  // --- store-and-forward -----------------------------------------------------------------------

  /** Items due now, oldest first; each is leased to this node until it is reported on. */
  CompletableFuture<List<StoredAdvice>> due(Instant now, int limit);

  /** The scheme accepted it. For a refund asked again, concludes the transaction. */
  CompletableFuture<Void> delivered(StoredAdvice advice, Outcome outcome);

  /** Not accepted: try again at {@code next}. */
  CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why);

  /** Attempts are used up: left for a person, with an alarm. */
  CompletableFuture<Void> park(StoredAdvice advice, String why);

  // --- recovery --------------------------------------------------------------------------------

  /**
   * Turns the undecided transactions that this node left behind into time-outs with reversals.
   *
   * @param reversalKeys gives a fresh identity for the link named
   * @return how many there were
   */
  CompletableFuture<Integer> recover(Function<String, UpstreamKey> reversalKeys);

  // --- results ---------------------------------------------------------------------------------

  /** Outcome of writing an intent. */
  sealed interface Begun {}

  record Recorded(JournalEntry entry) implements Begun {}

  /** The same key is there already; nothing was written. */
  record Duplicate(JournalEntry existing) implements Begun {}

  /** The original can no longer be voided or refunded by this amount; nothing was written. */
  record ClaimRefused(JournalEntry original) implements Begun {}

  /** Outcome of a conditional change: {@code won} false means somebody decided before. */
  record Concluded(boolean won, JournalEntry entry) {}

  /** The terminal's reversal. */
  record TerminalReversal(RequestKey original, long amountFen, String reason, Instant at) {}

  /** Outcome of a terminal's reversal; all but {@link Reversal#MISMATCH} are answered 00. */
  record Reversed(Reversal how, Optional<JournalEntry> original) {}

  /** What a terminal's reversal found. */
  enum Reversal {
    /** The original was approved or undecided; a reversal is on its way. */
    QUEUED,
    /** It was reversed or timed out before. */
    ALREADY,
    /** It was declined: nothing to undo. */
    NOTHING_TO_UNDO,
    /** Never seen: remembered, a late original will be refused. */
    REMEMBERED,
    /** Amount differs from the original's: refused. */
    MISMATCH,
    /** Voided or refunded meanwhile, or of a kind that cannot be reversed: refused. */
    NOT_REVERSIBLE
  }

  /** Something a scheme must be told until it accepts. */
  record StoredAdvice(
      long id, Type type, String link, UpstreamKey key, JournalEntry transaction, int attempts) {

    /** What is delivered. */
    public enum Type {
      REVERSAL,
      /** A refund whose answer is missing, asked again with its own identity. */
      REPEAT
    }
  }
}
