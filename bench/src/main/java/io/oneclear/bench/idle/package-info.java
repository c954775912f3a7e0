/**
 * What terminals cost that are connected and silent, as most are most of the day: OneClear's heap,
 * direct memory and descriptors before they come, while they are there, and when they have gone.
 */
package io.oneclear.bench.idle;
