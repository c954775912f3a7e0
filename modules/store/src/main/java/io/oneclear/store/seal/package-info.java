/**
 * Seals of history: what makes a row that was changed, put in or taken away by hand be noticed.
 *
 * <pre>
 *   columns of a row ─▶ Content ─▶ SealKey (HMAC-SHA-256) ─┬─▶ first half: the seal, kept in the row
 *                                                          └─▶ second half: the weight, kept nowhere
 * </pre>
 *
 * <p>Whoever does not have the key can make neither half. The seal says that a row is as we wrote
 * it; the sum of the weights, which a chain carries on with every unit of work, says that all rows
 * are there, none twice, each in its last version.
 */
package io.oneclear.store.seal;
