/**
 * A journal in memory that keeps the contract of {@link io.oneclear.switching.journal.Journal} and
 * fails as the one on PostgreSQL can.
 *
 * <pre>
 *   SimulatedJournal ─▶ Writer ─▶ UnitOfWork ─commit─▶ Database      (durable)
 *     (a process)        │ slow, broken, in doubt,        │
 *         │              │ frozen, dead with its process  │
 *         ▼                                               ▼
 *      Lifetime ──── beats, takes over, begins anew ───▶ Lives        (durable)
 * </pre>
 *
 * <p>{@code Changes} and {@code Claims} say row by row what the PostgreSQL journal says in SQL; the
 * test {@code SimulatedJournalTest} holds both to the same contract.
 */
package io.oneclear.proof.journal;
