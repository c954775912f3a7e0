/**
 * What every peer stands on: the demo's terminals, cards and keys, the software security module
 * with the terminals' keys in it, and the sign-on.
 */
package io.oneclear.bench.peer.ground;
