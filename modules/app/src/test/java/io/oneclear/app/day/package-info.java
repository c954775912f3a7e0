/**
 * The whole house at work: real sockets, real PostgreSQL, the simulators on the other side; a day
 * in small, a server that is killed and started again, hostile clients.
 */
package io.oneclear.app.day;
