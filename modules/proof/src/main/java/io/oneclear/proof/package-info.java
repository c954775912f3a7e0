/**
 * Proves the switch without a network, a database or a clock: the real {@code switching}, the real
 * matching of {@code link}, the real dialects and the real security module run in one thread, under
 * a seed, in a world that loses, delays, doubles, breaks and crashes.
 *
 * <pre>
 *   Campaign ─▶ Simulation (a seed)
 *                 terminals ─line─▶ Node ─────────▶ links ─line─▶ schemes
 *                 (beliefs)         Switch            ▲           (books)
 *                     │             Recovery          │              │
 *                     │             StoreAndForward ──┘              │
 *                     │               │                              │
 *                     │             Database (what is durable)       │
 *                     └──────────▶ rule: the money rules ◀───────────┘
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.proof.Campaign}. A run ends when the weather has calmed down and
 * everything has come to rest; then the three logs (what the terminals believe, what the journal
 * says, what the schemes have booked) must agree. Rule 1 is checked at every message that leaves.
 * What is found comes with the seed and with the trace of its events, and the same seed gives the
 * same trace.
 *
 * <p>The journal is a fake that keeps the contract of the one on PostgreSQL. The steps of
 * settlement are not here: they are set-based SQL, and a fake of them would prove nothing about
 * them.
 *
 * <p>Called by {@code app} for {@code ./oneclear simulate}, and by its own tests. Threads: one a
 * seed; seeds share nothing but immutable equipment.
 */
package io.oneclear.proof;
