/** JMH benchmarks of the hot path, and the peers we measure against. */
package io.oneclear.bench;
