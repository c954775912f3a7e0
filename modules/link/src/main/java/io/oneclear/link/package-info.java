/**
 * Sockets: the listener for terminals, the links to schemes, and plain peers for simulators and
 * tests. Netty is fenced here; no type of it appears in a public signature.
 *
 * <pre>
 *  terminals ──▶ TerminalFrontEnd ──TerminalCall──▶ TerminalHandler        (the switch)
 *            ◀── answer from any thread, any order ──┘
 *
 *  send(UpstreamRequest) ──▶ scheme.SchemeLink ──▶ FrameClient ──▶ scheme
 *      └─ LinkResult ◀── matching.PendingRequests ◀───────────────┘
 *
 *  FrameServer, FrameClient, FrameConnection: either side of a length-prefixed stream,
 *  well-behaved or not
 * </pre>
 *
 * <p>Way in: {@link io.oneclear.link.EventLoops} (the threads, shared by everything), {@link
 * io.oneclear.link.TerminalFrontEnd}, {@link io.oneclear.link.scheme.SchemeLink}, {@link
 * io.oneclear.link.FrameServer}, {@link io.oneclear.link.FrameClient}. Asked of the caller: {@link
 * io.oneclear.link.TerminalHandler}, {@link io.oneclear.link.FrontEndMetrics}, and the ports of
 * {@link io.oneclear.link.scheme.LinkPorts}.
 *
 * <p>Threads: handlers and listeners are called on event loops or on the timer's thread and do not
 * block; everything public may be called from any thread. Frames from other threads reach an event
 * loop through its {@code Outbox}, in batches.
 *
 * <p>Limits: {@link io.oneclear.link.FrontEndConfig}, {@link
 * io.oneclear.link.scheme.SchemeLinkConfig}. A frame's length is checked before memory is taken for
 * it; a connection with too much in flight, or whose client does not read, is not read; a link with
 * too much in flight sends nothing more.
 */
package io.oneclear.link;
