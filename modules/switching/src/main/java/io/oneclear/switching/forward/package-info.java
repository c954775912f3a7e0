/**
 * Tells schemes what they still have to know: stored reversals and refunds asked again.
 *
 * <pre>
 *   Recovery (once, at start) ─▶ Journal ─▶ due ─▶ StoreAndForward ─▶ Upstream
 *                                  ▲                     │
 *                                  └─ delivered, postponed or parked
 * </pre>
 *
 * <p>Each link has its own room for advices under way. What is parked a person requeues or skips,
 * by a change of the journal's tables that the next look finds; nothing here knows of it.
 *
 * <p>Way in: {@link io.oneclear.switching.forward.Recovery} before the terminals are let in, then
 * {@code StoreAndForward}. No thread of its own: it runs on the timer and on whatever completes its
 * futures.
 */
package io.oneclear.switching.forward;
