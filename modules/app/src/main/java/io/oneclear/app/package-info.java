/**
 * The only room that sees all the others.
 *
 * <pre>
 *   Main ─▶ command (what can be typed) ─▶ demo (a whole day, with simulators)
 *                     │    └─▶ administration (keys, merchants, terminals of a node of one's own)
 *                     └──────────▶ beans (Q2 starts deploy/*.xml) ─▶ wiring.Wiring ─▶ every room
 *                                                                       │
 *                                     config (cfg/*.yaml onto records) ◀┴▶ metrics (Micrometer)
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.app.Main}. To see how the running system hangs together read {@code
 * wiring.Wiring} from top to bottom.
 */
package io.oneclear.app;
