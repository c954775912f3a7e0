/**
 * A real PostgreSQL of our own, for the demo, for tests and for small installations: unpacked from
 * its binaries, started in a data directory that outlives us, durable as any other.
 *
 * <p>Way in: {@link io.oneclear.store.embedded.EmbeddedDatabase}. Way out: a {@link
 * io.oneclear.store.DatabaseConfig}.
 */
package io.oneclear.store.embedded;
