/**
 * Brings merchants, terminals and link keys into a node's database: what is done by hand before a
 * terminal can sell, with or without a running server.
 *
 * <p>Way in: {@link io.oneclear.app.administration.KeyCustody} for keys and terminals, {@link
 * io.oneclear.app.administration.Enrolment} for merchants. Both work on {@link
 * io.oneclear.app.wiring.Books} and refuse with a {@link io.oneclear.app.output.CommandFailure}; a
 * refusal has changed nothing and never repeats a key.
 */
package io.oneclear.app.administration;
