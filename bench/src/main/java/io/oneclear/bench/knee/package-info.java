/**
 * Finds the knee: the highest rate at which a switch still keeps up. {@link
 * io.oneclear.bench.knee.KeepingUp} says what that means, {@link io.oneclear.bench.knee.KneeSearch}
 * looks for it. Both only decide; who runs the load is the caller.
 */
package io.oneclear.bench.knee;
