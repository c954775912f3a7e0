/**
 * The ceiling: how many round trips terminal, switch, scheme and back these cores carry at all if
 * the switch does nothing but pass frames on. No database, no keys, no fields but the ones that
 * find the way.
 *
 * <pre>
 *   terminals ─2-byte length─▶ TerminalSide ─id + frame─▶ SchemeSide ══one socket══▶ AnsweringScheme: Approver
 *             ◀─────────────── by id ◀──────────────────────────── ◀══ id + answer ══
 * </pre>
 *
 * <p>Threads: one event loop for the relay, one for the answering scheme. Limit: {@code
 * UnderWay.SLOTS} requests between the two; the oldest is forgotten when more come.
 */
package io.oneclear.bench.peer.relay;
