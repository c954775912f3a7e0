/**
 * Commands of ours as processes of their own, with their ends: {@link
 * io.oneclear.faults.process.Launch} says what is started, {@link
 * io.oneclear.faults.process.ChildProcess} is it running, {@link
 * io.oneclear.faults.process.Postmaster} is the PostgreSQL of a data directory, for those that want
 * to see it die.
 */
package io.oneclear.faults.process;
