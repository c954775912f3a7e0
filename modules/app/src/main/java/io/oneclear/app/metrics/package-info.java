/**
 * What the rooms count, as Micrometer meters in one Prometheus registry. Each class implements the
 * small metrics interface of one room; nothing else in the house knows Micrometer.
 *
 * <p>Way in: {@link io.oneclear.app.metrics.Meters}. All meters begin with {@code oneclear_}; what
 * they mean is in the operations chapter of the documentation.
 */
package io.oneclear.app.metrics;
