package io.oneclear.bench.run;

/**
 * Whom a candidate serves, and where.
 *
 * @param directory of its data, within the working directory
 * @param terminals that it knows
 * @param merchants that the terminals beyond the demo's own belong to; of OneClear only
 */
public record Place(String directory, int terminals, int merchants) {}
