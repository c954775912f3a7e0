package io.oneclear.proof.journal;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import io.oneclear.switching.journal.RequestKey;
import java.time.Instant;

/**
 * A row of {@code store_and_forward}.
 *
 * @param key its identity on the link
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
    Instant leasedUntil,
    String last) {

  /** Where it stands. */
  public enum State {
    QUEUED,
    DELIVERED,
    PARKED
  }

  AdviceRow leased(Instant until) {
    return with(state, attempts, next, until, last);
  }

  AdviceRow ended(State how, String why) {
    return with(how, attempts + 1, next, null, why);
  }

  AdviceRow again(int attempts, Instant next, String why) {
    return with(state, attempts, next, null, why);
  }

  private AdviceRow with(State state, int attempts, Instant next, Instant leased, String last) {
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
        leased,
        last);
  }
}
