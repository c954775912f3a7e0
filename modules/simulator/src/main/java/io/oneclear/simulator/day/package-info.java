/**
 * A business day as it comes: many terminals at once, every kind of transaction, everything that
 * goes wrong in between, and the evening's settlement.
 *
 * <p>Way in: {@link io.oneclear.simulator.day.BusinessDayScenario}. It keeps its own count of
 * everything, by which others can be checked to the fen. {@link io.oneclear.simulator.day.Shift}
 * sells without an evening, for as long as it is let. One thread per terminal.
 */
package io.oneclear.simulator.day;
