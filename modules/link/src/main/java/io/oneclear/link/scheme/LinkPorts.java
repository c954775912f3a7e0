package io.oneclear.link.scheme;

import io.oneclear.link.matching.LinkTimer;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Everything a scheme link needs from outside.
 *
 * @param clock for field 7
 * @param timer deadlines, echoes, reconnects
 * @param random jitter of reconnects; used from several threads
 * @param security keys of this link
 * @param listener told of events
 * @param metrics told of counts
 */
public record LinkPorts(
    InstantSource clock,
    LinkTimer timer,
    RandomGenerator random,
    LinkSecurity security,
    LinkListener listener,
    LinkMetrics metrics) {}
