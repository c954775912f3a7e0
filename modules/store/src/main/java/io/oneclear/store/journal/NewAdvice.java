package io.oneclear.store.journal;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.journal.Journal.StoredAdvice;
import java.time.Instant;

/**
 * Something to be put into store-and-forward.
 *
 * @param of the transaction that is reversed or asked again
 * @param aboutId the purchase it is about
 * @param key identity of the advice on the link
 */
record NewAdvice(
    StoredAdvice.Type type,
    Intent of,
    long aboutId,
    UpstreamKey key,
    String reason,
    Instant dueAt) {}
