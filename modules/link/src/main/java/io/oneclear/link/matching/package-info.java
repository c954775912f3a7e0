/**
 * Which answer belongs to which request: the part of a scheme link that decides, without sockets.
 *
 * <pre>
 *   UpstreamKeys ──▶ a fresh F7 + F11 + F32 + F33
 *   PendingRequests ──▶ one {@link io.oneclear.link.matching.LinkResult} for every request
 *        └─▶ FinishedRequests: is what comes afterwards late, a second answer, or to nobody
 * </pre>
 *
 * <p>Plain Java: time comes from an {@code InstantSource} (field 7) and a {@link
 * io.oneclear.link.matching.LinkTimer} (deadlines), so that all of it runs in one thread under a
 * seed. Every type may be called from any thread; futures are completed outside of locks.
 */
package io.oneclear.link.matching;
