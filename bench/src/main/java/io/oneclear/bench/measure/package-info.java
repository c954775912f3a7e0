/**
 * Reads what processes cost, from outside: CPU time from {@code /proc}, bytes allocated over the
 * JVM's own attach door, the switch's metrics from its console. A {@link
 * io.oneclear.bench.measure.Sample} is one look at all of them, a {@link
 * io.oneclear.bench.measure.Usage} is what lies between two looks.
 */
package io.oneclear.bench.measure;
