package io.oneclear.proof.journal;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.RequestKey;
import java.time.Duration;
import java.time.Instant;

/**
 * A row of {@code store_and_forward}.
 *
 * @param key its identity on the link
 * @param leasedBy node that has it
 * @param leasedUntil null if nobody has it
 * @param last why it was not accepted the last time, or the code that ended it; null before
 */
public record AdviceRow(
    long id,
    StoredAdvice.Type type,
    String link,
    RequestKey transaction,
    long transactionId,
    long aboutId,
    UpstreamKey key,
    State state,
    int attempts,
    Instant next,
    int leasedBy,
    Instant leasedUntil,
    String last) {

  /** Where it stands. */
  public enum State {
    QUEUED,
    DELIVERED,
    PARKED
  }

  /** True if whoever leased it so may still report on it. */
  boolean stillOf(StoredAdvice leased) {
    return state == State.QUEUED && leasedUntil != null && attempts == leased.attempts();
  }

  /** True if its time has come and nobody has it. */
  boolean free(Instant now, Duration lease) {
    return reached(next, now, Duration.ZERO)
        && (leasedUntil == null || reached(leasedUntil, now, lease));
  }

  /** It has come, or was written by a clock that was ahead. */
  private static boolean reached(Instant at, Instant now, Duration usual) {
    return !at.isAfter(now) || at.isAfter(now.plus(usual).plus(Journal.FARTHEST_ATTEMPT));
  }

  AdviceRow leased(int node, Instant until) {
    return new AdviceRow(
        id,
        type,
        link,
        transaction,
        transactionId,
        aboutId,
        key,
        state,
        attempts,
        next,
        node,
        until,
        last);
  }

  AdviceRow ended(State how, String why) {
    return reported(how, attempts + 1, next, why);
  }

  AdviceRow again(int attempts, Instant next, String why) {
    return reported(state, attempts, next, why);
  }

  /** Whatever is reported gives the lease back. */
  private AdviceRow reported(State state, int attempts, Instant next, String last) {
    return new AdviceRow(
        id,
        type,
        link,
        transaction,
        transactionId,
        aboutId,
        key,
        state,
        attempts,
        next,
        leasedBy,
        null,
        last);
  }
}
