/**
 * Decides and drives each card transaction. Plain Java: no sockets, no database, no jPOS.
 *
 * <pre>
 *   frame ─▶ Switch.handle ─┬▶ SignOns            0800 0820: keys, batch number, echo
 *                           ├▶ Batches            0500 0320: settlement and upload
 *                           ├▶ Reversals          0400
 *                           └▶ CardTransactions   0200 0220, a method a hop:
 *
 *     checkTerminal ─▶ checkMac ─▶ checkBatch ─▶ join (a repeat waits for the first)
 *        ─▶ FindOriginal ─▶ decide ─▶ selectRoute ─▶ translatePin
 *        ─▶ journalIntent ─▶ forward ─▶ journalOutcome ─▶ answer
 *             durable           │           durable
 *                               └▶ no answer: time-out and reversal in one unit of work
 * </pre>
 *
 * <p>Decisions are values ({@code Decision}, the checks, {@code Answers}); doing is at the rim. A
 * request is a {@code Flight}: it ends once, by its steps or by its deadline. {@code Repeats}
 * answers what was asked before, {@code Undo} brings to an end what broke in the middle.
 *
 * <p>Way in: {@link io.oneclear.switching.Switch}, {@link
 * io.oneclear.switching.forward.StoreAndForward}, {@link io.oneclear.switching.Router}. Way out:
 * the ports {@link io.oneclear.switching.Upstream}, {@link io.oneclear.switching.Terminals}, {@link
 * io.oneclear.switching.journal.Journal}, {@link io.oneclear.switching.Timer} and {@link
 * io.oneclear.security.SecurityModule}. Time comes from an {@link java.time.InstantSource},
 * randomness from a {@link java.util.random.RandomGenerator}; with fakes for all of these the whole
 * core runs in one thread under a seed.
 *
 * <p>Threads: none of its own. The steps of a request run one after another, on whatever thread
 * completes the one before; the tables they share are concurrent. Nothing blocks. Limits: {@link
 * io.oneclear.switching.SwitchConfig} and {@link
 * io.oneclear.switching.forward.StoreAndForwardConfig}.
 */
package io.oneclear.switching;
