/**
 * The journal on PostgreSQL, with group commit.
 *
 * <pre>
 *   caller ─▶ queue (bounded) ─▶ writer: drain ─▶ day, inserts, decisions ─▶ what depends on them ─▶
 *       link, COMMIT ─▶ futures
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.store.journal.PostgresJournal}; for people, {@link
 * io.oneclear.store.journal.AdviceDesk}, which works on stored advices beside running switches.
 */
package io.oneclear.store.journal;
