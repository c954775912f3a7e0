package io.oneclear.bench.run;

import io.oneclear.bench.knee.KeepingUp.Verdict;
import io.oneclear.bench.measure.Usage;
import io.oneclear.simulator.load.LoadFigures;
import java.util.Optional;

/**
 * One rate put on one candidate.
 *
 * @param shareOfKnee such as 0.5; empty for a point of the search
 * @param histogram its HdrHistogram log, relative to the results' directory
 */
public record Point(
    int rate,
    Optional<Double> shareOfKnee,
    LoadFigures load,
    Usage usage,
    Verdict verdict,
    String histogram) {}
