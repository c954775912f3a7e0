/**
 * Tells schemes what they still have to know: stored reversals and refunds asked again.
 *
 * <pre>
 *   Recovery (once, at start) ─▶ Journal ─▶ due ─▶ StoreAndForward ─▶ Upstream
 *                                  ▲                     │
 *                                  └─ delivered, postponed or parked
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.switching.forward.Recovery} before the terminals are let in, then
 * {@code StoreAndForward}. No thread of its own: it runs on the timer and on whatever completes its
 * futures.
 */
package io.oneclear.switching.forward;
