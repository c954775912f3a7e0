package io.oneclear.simulator.scheme;

/**
 * What a scheme has seen since it started.
 *
 * @param messages financial messages and reversals
 * @param answers frames sent as answers to them
 * @param malformed frames or messages that could not be read
 * @param wrongMacs requests whose field 128 was wrong
 * @param overruns requests refused with 96 because the desk was behind
 */
public record SchemeStatistics(
    long messages, long answers, long malformed, long wrongMacs, long overruns) {}
