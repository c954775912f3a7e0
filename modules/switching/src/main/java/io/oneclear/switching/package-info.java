/**
 * Decides and drives each card transaction. Plain Java: no sockets, no database, no jPOS.
 *
 * <pre>
 *   frame ─▶ Switch.handle ─▶ CheckTerminal ─▶ CheckMac ─▶ decide ─▶ TranslatePin ─▶ SelectRoute
 *                                                                        │
 *           answer ◀─ Journal (outcome durable) ◀─ Upstream ◀─ Journal (intent durable)
 * </pre>
 *
 * <p>Way in: {@code Switch.handle}. Way out: the ports {@link io.oneclear.switching.Upstream},
 * {@link io.oneclear.switching.Terminals}, {@link io.oneclear.switching.journal.Journal}, {@link
 * io.oneclear.switching.Timer} and {@code io.oneclear.security.SecurityModule}. Time comes from an
 * {@link java.time.InstantSource}, randomness from a {@link java.util.random.RandomGenerator}; with
 * fakes for all of these the whole core runs in one thread under a seed.
 */
package io.oneclear.switching;
