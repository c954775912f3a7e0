/**
 * The demo: invented merchants, terminals and cards, the other side's simulators, and a whole
 * business day played on them.
 *
 * <pre>
 *   cfg/demo/*.yaml ─▶ DemoData ─▶ DIR/demo/terminals.csv, cards.csv, link-keys.csv
 *                         │
 *   DemoNode: SchemeSimulator ◀─socket─▶ Wiring (started by Q2 from DIR/deploy)
 *                         │
 *   DemoDay: the terminals' day ─▶ cut-over ─▶ clearing ─▶ settlement ─▶ audit ─▶ DayPage
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.app.demo.DemoNode} (what {@code serve --demo} runs) and {@code
 * DemoDay} (what {@code demo} runs). Keys under {@code DIR/demo} are in clear, so that anybody can
 * connect programs of their own; they protect nothing.
 */
package io.oneclear.app.demo;
