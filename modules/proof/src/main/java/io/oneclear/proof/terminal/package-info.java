/**
 * The terminals of a shop. An {@link io.oneclear.proof.terminal.Assistant} does one deed after
 * another on a terminal that keeps the UnionPay rules; each transaction leaves a {@link
 * io.oneclear.proof.terminal.Slip} with what the terminal believes of it in the end. {@link
 * io.oneclear.proof.terminal.TerminalLine} is the way to the switch and back.
 */
package io.oneclear.proof.terminal;
