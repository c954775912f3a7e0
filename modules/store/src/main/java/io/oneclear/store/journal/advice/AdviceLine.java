package io.oneclear.store.journal.advice;

import io.oneclear.switching.journal.Journal.StoredAdvice;
import java.time.Instant;

/**
 * A stored advice, for people.
 *
 * @param link where it goes
 * @param merchant of the transaction it reverses or asks again, as are the next seven
 * @param kind of that transaction
 * @param card masked
 * @param attempts since it was stored or requeued
 * @param nextAttemptAt not before then; of interest while it is queued
 * @param lastError why it was not accepted the last time; null if it was never tried
 * @param responseCode the scheme's answer that ended it; null before
 * @param storedAt since when it is there
 */
public record AdviceLine(
    long id,
    StoredAdvice.Type type,
    String link,
    State state,
    String merchant,
    String terminal,
    int batch,
    int trace,
    String rrn,
    String kind,
    String card,
    long amountFen,
    int attempts,
    Instant nextAttemptAt,
    String lastError,
    String responseCode,
    Instant storedAt) {

  /** Where it stands. */
  public enum State {
    /** To be sent, now or later. */
    QUEUED,
    /** Its attempts are used up: it waits for a person. */
    PARKED,
    /** The scheme answered for good. */
    DELIVERED,
    /** A person gave it up. */
    SKIPPED
  }
}
