/** Peers that mean harm, on real sockets against a real server: what they cost, and whom. */
package io.oneclear.faults.attack;
