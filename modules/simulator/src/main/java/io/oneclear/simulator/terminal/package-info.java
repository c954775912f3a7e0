/**
 * POS terminals that speak the unionpay-pos dialect over real sockets and do what their rules say:
 * keep a reversal before they send, count their own batch, believe an answer only with a right MAC.
 *
 * <p>Way in: {@link io.oneclear.simulator.terminal.TerminalNetwork} opens lines, {@link
 * io.oneclear.simulator.terminal.TerminalSimulator} is one terminal on a line, {@link
 * io.oneclear.simulator.terminal.RawTerminal} sends any bytes. One thread per terminal; many
 * terminals may share a line.
 */
package io.oneclear.simulator.terminal;
