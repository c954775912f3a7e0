/**
 * The load generator as a process of its own: {@code oneclear load --json}, told what to do, read
 * line by line, and looked at from outside while it measures.
 */
package io.oneclear.bench.load;
