package io.oneclear.store.journal.table;

import io.oneclear.store.seal.Weight;

/**
 * A row as it was inserted, and stands until its outcome.
 *
 * @param place where, as the server wrote it
 * @param weight of its seal
 */
public record Standing(String place, Weight weight) {}
