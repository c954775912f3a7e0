/**
 * What one purchase costs the switch, piece by piece and as a whole, with what it allocates.
 *
 * <pre>
 *   HotPathBenchmark    messages and cryptography     TerminalLeg, UpstreamLeg: the messages' far ends
 *   RouteBenchmark      card number to link
 *   JournalBenchmark    hand-over to the journal, and durable in groups, on a real PostgreSQL
 *   PipelineBenchmark   the whole switch; MemoryJournal, MemoryTerminals, AnsweringLink: its ports
 * </pre>
 *
 * <p>Look-up of duplicates and decisions are in {@link io.oneclear.switching.HopBenchmark}, because
 * the switch keeps them to itself. Everything is proved to work before it is timed.
 */
package io.oneclear.bench.purchase;
