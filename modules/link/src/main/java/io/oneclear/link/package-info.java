/**
 * Sockets: the listener for terminals, the links to schemes, and plain peers for simulators and
 * tests. Netty is fenced here; no type of it appears in a public signature.
 *
 * <pre>
 *  terminals ──▶ TerminalFrontEnd ──TerminalCall──▶ TerminalHandler        (the switch)
 *            ◀── answer from any thread, any order ──┘
 *
 *  send(UpstreamRequest) ──▶ SchemeLink ──▶ LinkSession 1..n ──▶ scheme
 *      └─ LinkResult ◀── matching.PendingRequests ◀── IncomingMessages ◀──┘
 *
 *  FrameServer, FrameClient, FrameConnection: either side of a length-prefixed stream,
 *  well-behaved or not
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.link.EventLoops} (the threads, shared by everything), {@link
 * io.oneclear.link.TerminalFrontEnd}, {@link io.oneclear.link.SchemeLink}, {@link
 * io.oneclear.link.FrameServer}, {@link io.oneclear.link.FrameClient}. Asked of the caller: {@link
 * io.oneclear.link.TerminalHandler}, {@link io.oneclear.link.LinkSecurity}, {@link
 * io.oneclear.link.LinkListener}, {@link io.oneclear.link.FrontEndMetrics}, {@link
 * io.oneclear.link.LinkMetrics}.
 *
 * <p>Threads: handlers and listeners are called on event loops or on the timer's thread and do not
 * block; everything public may be called from any thread. Frames from other threads reach an event
 * loop through its {@code Outbox}, in batches.
 *
 * <p>Limits: {@link io.oneclear.link.FrontEndConfig}, {@link io.oneclear.link.SchemeLinkConfig}. A
 * frame's length is checked before memory is taken for it; a connection with too much in flight, or
 * whose client does not read, is not read; a link with too much in flight sends nothing more.
 */
package io.oneclear.link;
