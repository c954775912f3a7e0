/** The other side: terminals, scheme and issuer, bank, load generator. */
package io.oneclear.simulator;
