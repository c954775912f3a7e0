/** Several switch nodes, as processes, on one PostgreSQL. */
package io.oneclear.faults.nodes;
