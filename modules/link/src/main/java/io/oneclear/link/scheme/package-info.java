/**
 * A link to a scheme in the {@code cups} dialect, over the connections of {@code io.oneclear.link}.
 *
 * <pre>
 *   SchemeLink ── send, stop, who is told
 *     ├─ LinkSlot 1..n ──── keeps one connection up: waits, connects again
 *     │    └─ LinkSession ─ one connection's life: sign-on, echo, sign-off
 *     ├─ IncomingMessages ─ answers (MAC checked first), day cut, key reset
 *     └─ matching.PendingRequests ─ exactly one result for every request
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.link.scheme.SchemeLink} with its {@link
 * io.oneclear.link.scheme.SchemeLinkConfig} and {@link io.oneclear.link.scheme.LinkPorts}. Time,
 * jitter and keys come through the ports. Callbacks run on event loops or on the timer's thread and
 * do not block.
 */
package io.oneclear.link.scheme;
