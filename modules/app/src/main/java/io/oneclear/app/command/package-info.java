/**
 * What can be typed: one class a subcommand, each only reading its options and calling the room
 * that does the work.
 *
 * <p>Way in: {@link io.oneclear.app.command.OneClearCommand}. Exit codes: 0 all is well, 1 the work
 * was done and found something wrong (a rule violated, a fen that does not tie), 2 wrong usage, 3
 * it could not be done. A complaint is one line on standard error that says what to do.
 */
package io.oneclear.app.command;
