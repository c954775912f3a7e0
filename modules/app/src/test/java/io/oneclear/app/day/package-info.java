/**
 * The whole house at work: real sockets, real PostgreSQL, the simulators on the other side; a day
 * in small, hostile clients. What becomes of it under faults is tested in the room {@code faults}.
 */
package io.oneclear.app.day;
