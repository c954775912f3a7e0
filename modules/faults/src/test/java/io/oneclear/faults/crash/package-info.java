/**
 * The switch halted at every named crash point × every kind of message, as a real process on the
 * real PostgreSQL.
 */
package io.oneclear.faults.crash;
