/** Benchmarks of steps that the switch keeps to itself: they have to stand in its package. */
package io.oneclear.switching;
