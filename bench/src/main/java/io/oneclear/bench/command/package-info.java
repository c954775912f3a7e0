/**
 * What can be typed behind {@code ./oneclear bench}: a command a class, each hands its options to a
 * room and says what came of it.
 *
 * <pre>
 *   bench           ─▶ run      all candidates beside each other
 *   bench steady    ─▶ steady   OneClear for half an hour
 *   bench idle      ─▶ idle     OneClear with many silent terminals
 *   bench scale     ─▶ scale    OneClear as journal, merchants or connections grow
 *   bench fill      ─▶ fill     a journal with a past, for bench scale
 *   bench size      ─▶ sizing   what hardware a volume needs, by a model
 *   bench peer      ─▶ peer     one peer alone, until it is told to stop
 * </pre>
 */
package io.oneclear.bench.command;
