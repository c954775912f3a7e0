/**
 * The world around the switch, in one thread and under virtual time: {@link
 * io.oneclear.switching.sim.VirtualTime} runs everything, {@link
 * io.oneclear.switching.sim.MemoryJournal} and {@link io.oneclear.switching.sim.MemoryTerminals}
 * keep it, {@link io.oneclear.switching.sim.ScriptedScheme} answers, {@link
 * io.oneclear.switching.sim.PosTerminal} asks. {@link io.oneclear.switching.sim.World} wires them.
 */
package io.oneclear.switching.sim;
