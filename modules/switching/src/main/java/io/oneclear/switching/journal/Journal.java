package io.oneclear.switching.journal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Stan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.upstream.UpstreamAnswer;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The durable record of every transaction. A future completes only when what it says is durable; it
 * fails with {@link JournalException} when the world is broken (the caller declines 96), never for
 * a business refusal. Every change of state is conditional: of several that race, one wins.
 *
 * <p>A failed future leaves open whether the change was, or in a moment will be, made; it is never
 * made after a change of the same transaction that was asked for later. Futures may complete on the
 * journal's own threads: continuations must be short and must not block.
 */
public interface Journal {

  // --- one transaction -------------------------------------------------------------------------

  /**
   * Writes an intent as {@link TransactionState#SENT}; {@link Duplicate} if its key is there
   * already, whatever the state. A void or refund claims its original in the same unit of work:
   *
   * <ul>
   *   <li>void: the original is APPROVED, nothing of it refunded or being refunded, no other void
   *       has claimed it;
   *   <li>refund: the original is APPROVED or PARTLY_REFUNDED, unclaimed by a void, and {@code
   *       refundedFen} plus this amount is not above its amount; {@code refundedFen} grows now.
   * </ul>
   *
   * Else {@link ClaimRefused}, and nothing is written.
   */
  CompletableFuture<Begun> begin(Intent intent);

  /**
   * Writes a transaction that was declined here and never sent, as {@link
   * TransactionState#DECLINED}. Claims nothing.
   */
  CompletableFuture<Begun> decline(Intent intent, ResponseCode code);

  /**
   * {@code SENT → APPROVED | DECLINED}, by {@code outcome.code().approved()}. An approved void
   * makes its original VOIDED; an approved refund makes it PARTLY_REFUNDED, or REFUNDED when {@code
   * refundedFen} has reached its amount. A declined one releases its claim (a refund: takes its
   * amount off {@code refundedFen}; REFUNDED becomes PARTLY_REFUNDED). A refund that is to be asked
   * again is not concluded so, only by {@link #delivered}: who asked first may say that it was
   * never sent when another has sent it.
   */
  CompletableFuture<Concluded> conclude(JournalEntry entry, Outcome outcome);

  /**
   * {@code SENT → TIMED_OUT}, outcome {@code declined(98)}. For a reversible kind the reversal is
   * put into store-and-forward in the same unit of work under {@code reversalKey}, due at once; for
   * a balance inquiry there is none. A void releases its claim. A refund stays {@code SENT}, keeps
   * its claim and is put into store-and-forward to be asked again with its own identity.
   *
   * @param reversalKey identity of the reversal; null for a kind that has none
   */
  CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey);

  /**
   * The terminal's 0400. Joins a reversal that is already there; remembers one whose original is
   * unknown. An undecided original becomes TIMED_OUT as by {@link #timeOut}; an approved purchase
   * becomes REVERSED; an approved void becomes REVERSED and its original APPROVED again.
   *
   * @param reversalKeys gives a fresh identity for the link named, if a reversal has to be sent;
   *     called on the journal's thread
   */
  CompletableFuture<Reversed> reverse(
      TerminalReversal reversal, Function<String, UpstreamKey> reversalKeys);

  /**
   * To be asked before an approval is answered out of the journal by one who did not decide it:
   * notes, if it still stands as {@link TransactionState#APPROVED}, that a terminal is told of it.
   * From then on {@link #takeBack} leaves it alone; the terminal's own reversal does not.
   *
   * @return the transaction as it stands now: it may have been taken back in the meantime
   */
  CompletableFuture<JournalEntry> tell(JournalEntry approved);

  /**
   * As {@link #reverse}, for an approval of which its node could not tell the terminal: only while
   * nobody was told of it ({@link #tell}).
   *
   * @return true if the approval no longer stands; false if it does, because somebody was told
   */
  CompletableFuture<Boolean> takeBack(
      TerminalReversal unheard, Function<String, UpstreamKey> reversalKeys);

  /** Notes an answer that came after the decision. Changes no state. */
  CompletableFuture<Void> noteLateAnswer(String link, UpstreamAnswer answer);

  CompletableFuture<Optional<JournalEntry>> find(RequestKey key);

  /**
   * The purchase of this merchant with our retrieval reference number, in whatever state; the
   * newest if there are several. Of kind PURCHASE only.
   */
  CompletableFuture<Optional<JournalEntry>> findByRrn(MerchantId merchant, Rrn rrn);

  /**
   * The transaction a terminal names by batch and trace (field 61) when the day its batch was
   * opened is not known: the newest if the numbers have come round.
   */
  CompletableFuture<Optional<JournalEntry>> findByTrace(
      MerchantId merchant, TerminalId terminal, BatchNumber batch, Stan trace);

  // --- store-and-forward -----------------------------------------------------------------------

  /** No attempt is put off for longer. */
  Duration FARTHEST_ATTEMPT = Duration.ofMinutes(10);

  /**
   * Items due now on one of these links, oldest first; each is leased to this node until it is
   * reported on or the lease runs out. An item waits while an older one about the same original (a
   * purchase, its void, its refunds) is still queued, so what is returned may be sent in any order.
   * A parked or skipped item holds nothing up. What lies further ahead than {@link
   * #FARTHEST_ATTEMPT}, its next attempt or the end of its lease, was written while the clock was
   * ahead: it is due.
   */
  CompletableFuture<List<StoredAdvice>> due(Instant now, Set<String> links, int limit);

  /**
   * The scheme answered for good. For a refund asked again, concludes the transaction as {@link
   * #conclude} does. The same item again changes nothing. The three other reports count only from
   * whoever still has the lease: who has lost it to another, or to a person's decision, reports on
   * what is no longer his.
   */
  CompletableFuture<Void> delivered(StoredAdvice advice, Outcome outcome);

  /** Not accepted: one more attempt counted, try again at {@code next}. */
  CompletableFuture<Void> postpone(StoredAdvice advice, Instant next, String why);

  /** It never left: give the lease back for {@code next}, no attempt counted. */
  CompletableFuture<Void> giveBack(StoredAdvice advice, Instant next);

  /** Attempts are used up: left for a person, with an alarm. */
  CompletableFuture<Void> park(StoredAdvice advice, String why);

  // --- recovery --------------------------------------------------------------------------------

  /**
   * Turns the undecided transactions that this node left behind into time-outs, as {@link #timeOut}
   * does. To be called before this node takes its first request.
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
  record Reversed(Reversal how, Optional<JournalEntry> original) {

    /** True if the original is an approval that stands as it was. */
    public boolean stands() {
      return original.isPresent() && original.get().state() == TransactionState.APPROVED;
    }
  }

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

  /**
   * Something a scheme must be told until it accepts.
   *
   * @param key identity on the link: the reversal's, or of a refund asked again its own
   * @param transaction what is reversed or asked again
   * @param original the purchase {@code transaction} voids or refunds; null for a purchase
   * @param attempts how often it was tried since it was stored, or requeued by a person
   * @param triedBefore whether an attempt was ever made: it may have reached the scheme
   */
  record StoredAdvice(
      long id,
      Type type,
      String link,
      UpstreamKey key,
      JournalEntry transaction,
      JournalEntry original,
      int attempts,
      boolean triedBefore) {

    /** What is delivered. */
    public enum Type {
      REVERSAL,
      /** A refund whose answer is missing, asked again with its own identity. */
      REPEAT
    }
  }
}
