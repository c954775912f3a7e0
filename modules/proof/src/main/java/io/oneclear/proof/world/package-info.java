/**
 * The simulated world under everything else: {@link io.oneclear.proof.world.SimulatedTime} runs it
 * event by event, {@link io.oneclear.proof.world.Chance} decides all that is left open, {@link
 * io.oneclear.proof.world.Weather} says when something goes wrong, {@link
 * io.oneclear.proof.world.Life} is what a process has until it crashes, and in which it may stand
 * still, {@link io.oneclear.proof.world.Trace} and {@link io.oneclear.proof.world.Coverage} keep
 * what happened. One thread; nothing reads a real clock.
 */
package io.oneclear.proof.world;
