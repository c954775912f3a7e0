/**
 * OneClear under the same load for a long time: what grows, and what gets slower. {@link
 * io.oneclear.bench.steady.SteadyRun} looks once a minute, {@link
 * io.oneclear.bench.steady.Flatness} judges what it saw.
 */
package io.oneclear.bench.steady;
