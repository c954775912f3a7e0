/**
 * The journal on PostgreSQL, with group commit.
 *
 * <pre>
 *   caller ─▶ queue (bounded) ─▶ writer: drain ─▶ decide together ─▶ few statements ─▶ COMMIT ─▶ futures
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.store.journal.PostgresJournal}.
 */
package io.oneclear.store.journal;
