/**
 * The lives of nodes on one database: who is alive, and who undoes what a dead one left.
 *
 * <pre>
 *   held by itself ──beats stand still for a lease──▶ held by another ──all undone──▶ held by nobody
 *         ▲                                                  │                              │
 *         └──────────────── begins a new life ───────────────┴──────────────────────────────┘
 * </pre>
 *
 * <p>Each arrow is one conditional statement on {@code switch_lease}: of several nodes that try,
 * one succeeds. Every arrow but the last counts the life up in {@code switch_node}, which waits for
 * the units of work of the life before and lets none begin after.
 *
 * <p>Way in: {@link io.oneclear.store.journal.life.LifeKeeper}. One thread with a connection of its
 * own, beside the journal's writers.
 */
package io.oneclear.store.journal.life;
