/**
 * The peer: an acquirer built the usual way on jPOS Q2. The descriptors and packagers are resources
 * beside this package; {@link io.oneclear.bench.peer.q2.Q2Acquirer} copies them into a deploy
 * directory and starts Q2 on it.
 *
 * <pre>
 *   QServer + TerminalChannel ─▶ IncomingListener ─space─▶ TransactionManager, a virtual thread each:
 *      CheckTerminal ▸ Switch ▸ CheckMac ▸ PrepareRequest ▸ CreateTranLog ▸ QueryHost ▸ RecordOutcome ▸ SendResponse
 *                                             │ PIN, MAC      │ INSERT        │ QMUX        │ UPDATE
 *                                        SoftwareSecurityModule  HikariCP   ChannelAdaptor + SchemeChannel
 * </pre>
 *
 * <p>The participants of jPOS itself are used where there is one (Switch, QueryHost, SendResponse);
 * ours are small. What they share ({@link io.oneclear.bench.peer.q2.Services}) they get from the
 * NameRegistrar, what belongs to one transaction from its Context under the names of {@link
 * io.oneclear.bench.peer.q2.Entries}.
 */
package io.oneclear.bench.peer.q2;
