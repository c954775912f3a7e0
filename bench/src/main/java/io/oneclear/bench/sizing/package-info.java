/**
 * How much hardware for how many transactions: a small simulation of a purchase's way, fitted to
 * what was measured, and what follows from it for a day's volume. {@code docs/73-sizing.md} is its
 * text.
 *
 * <pre>
 *   Measurements ─▶ CostModel ─▶ Simulation ─▶ Deviation   simulated beside measured
 *                                    │
 *                                    ▼
 *              Demand, Rules ─▶ Sizer, Capacity ─▶ Sizing   what is needed
 * </pre>
 *
 * <p>Inside the simulation: {@code Timeline} is its clock, {@code Cores} are shared by {@code
 * Worker}s, {@code JournalModel} gathers groups. One thread, no clock but its own; a rate takes a
 * fraction of a second.
 */
package io.oneclear.bench.sizing;
