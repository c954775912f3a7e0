/**
 * A network that misbehaves on command, between two programs that talk frames over TCP.
 *
 * <p>{@link io.oneclear.faults.proxy.ChaosProxy} stands in between and knows where a frame ends
 * ({@link io.oneclear.faults.proxy.Framing}). What happens to a frame a {@link
 * io.oneclear.faults.proxy.FramePlan} says, one {@link io.oneclear.faults.proxy.Act} a frame; what
 * happens to whole connections the proxy is told. A virtual thread per connection and direction.
 */
package io.oneclear.faults.proxy;
