/**
 * The scheme's side of the link's keys: MACs made and checked, PINs opened. Way in: {@link
 * io.oneclear.simulator.scheme.key.KeyRing}. Any thread.
 */
package io.oneclear.simulator.scheme.key;
