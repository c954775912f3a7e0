/**
 * The peers we measure ourselves against: programs that do what the switch does, built another way.
 * Each is started as a process of its own by {@link io.oneclear.bench.peer.Peers}, and all are
 * driven by the same load generator on the same terminals and cards.
 *
 * <pre>
 *   Peers ─▶ relay   the ceiling: frames passed on and back, no keys, no database
 *        └─▶ q2      the peer: jPOS Q2 with TransactionManager, QMUX, HikariCP
 *              └─▶ ground   what both stand on: demo data, security module, the scheme simulator
 * </pre>
 *
 * <p>{@code docs/71-baselines.md} says why each is fair and what it leaves out.
 */
package io.oneclear.bench.peer;
