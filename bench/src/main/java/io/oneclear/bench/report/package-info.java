/**
 * What a benchmark leaves behind: {@code result.json} for programs ({@link
 * io.oneclear.bench.report.ResultFile}, field by field in {@code docs/72-benchmark.md}) and {@code
 * report.html} for people, which needs nothing beside itself. {@link
 * io.oneclear.bench.report.Comparison} has the figures that both open with.
 */
package io.oneclear.bench.report;
