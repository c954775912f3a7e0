package io.oneclear.bench.sizing;

/**
 * What the simulation says about one rate.
 *
 * @param rate purchases offered a second
 * @param approvedShare of those that were offered; the others were refused, or did not come to an
 *     end
 * @param p50 milliseconds from the moment a purchase was due
 * @param switchMicros processor time of the switch, a purchase
 * @param databaseMicros of PostgreSQL
 * @param meanGroup operations that shared a commit
 * @param groupsPerSecond commits a second
 */
public record Simulated(
    int rate,
    double approvedShare,
    double p50,
    double p99,
    double switchMicros,
    double databaseMicros,
    double meanGroup,
    double groupsPerSecond) {}
