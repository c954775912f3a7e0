package io.oneclear.bench.knee;

/**
 * The highest rate that was kept up with.
 *
 * @param orMore true if every rate was kept up with, so that the knee lies beyond this one
 */
public record Knee(int rate, boolean orMore) {}
