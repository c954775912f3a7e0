/**
 * Who sells while faults happen: {@link io.oneclear.faults.terminals.TerminalFleet} opens the
 * simulator's terminals on one port with one log of their own. They sell by themselves or are
 * driven by hand, one by one.
 */
package io.oneclear.faults.terminals;
