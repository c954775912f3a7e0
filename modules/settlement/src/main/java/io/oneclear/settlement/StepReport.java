package io.oneclear.settlement;

import java.time.Duration;
import java.time.LocalDate;

/**
 * A step that is done.
 *
 * @param rows how many rows it was about: transactions, lines, postings, merchants or payouts
 */
public record StepReport(LocalDate date, Step step, long rows, Duration took) {}
