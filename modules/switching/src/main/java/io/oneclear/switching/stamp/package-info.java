/**
 * What we stamp on a transaction: its id, its retrieval reference number, our local time. Numbers
 * are made from a {@link io.oneclear.switching.stamp.NumberClock}, which never goes back.
 */
package io.oneclear.switching.stamp;
