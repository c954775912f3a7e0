package io.oneclear.settlement;

import java.time.Instant;
import java.time.LocalDate;

/** A step under way; the store marks it done in the unit of work that did it. */
public record StepMark(LocalDate date, Step step, Instant startedAt) {}
