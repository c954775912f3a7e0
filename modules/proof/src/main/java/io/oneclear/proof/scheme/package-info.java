/**
 * The other end of a link: {@link io.oneclear.proof.scheme.SimulatedScheme} reads and answers
 * frames, {@link io.oneclear.proof.scheme.SchemeBook} keeps what it did to cardholders' accounts.
 * Independent of the switch: it shares the message and key rules with it and nothing else.
 */
package io.oneclear.proof.scheme;
