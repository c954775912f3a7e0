/**
 * How fast OneClear is, beside others: JMH benchmarks of the hot path in {@code purchase} and
 * {@code message}, and {@code ./oneclear bench}.
 *
 * <pre>
 *   command ─▶ run, steady, idle, scale ─▶ load, knee, measure, process      report ◀─ what they saw
 *   command ─▶ scale ─▶ fill   a journal that is not empty
 *   command ─▶ sizing     a model of what was measured, and the hardware a volume needs
 *   peer      the baselines: a bare relay, an acquirer on jPOS Q2
 * </pre>
 *
 * <p>A third baseline, the same pipeline behind the server of jreactive-8583, is not there: no
 * version of it that was asked for could be resolved from Maven Central. {@code
 * docs/71-baselines.md} says why the others are fair, {@code docs/72-benchmark.md} how it is
 * measured.
 */
package io.oneclear.bench;
