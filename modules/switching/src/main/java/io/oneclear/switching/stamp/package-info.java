/** What we stamp on a transaction: its id, its retrieval reference number, our local time. */
package io.oneclear.switching.stamp;
