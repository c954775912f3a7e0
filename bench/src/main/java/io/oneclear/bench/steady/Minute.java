package io.oneclear.bench.steady;

/**
 * One minute of a steady run. Latencies in microseconds from the intended send time.
 *
 * @param number from 1
 * @param answered in it
 * @param journalQueue operations that waited for the journal when it was looked at
 * @param journalWaitMillis mean from the arrival of a group's oldest operation to its commit
 * @param bytesPerTransaction that tables and indexes grew by
 */
public record Minute(
    int number,
    long answered,
    long p50,
    long p99,
    long p999,
    long max,
    long journalQueue,
    double journalWaitMillis,
    TableSizes tables,
    double bytesPerTransaction) {}
