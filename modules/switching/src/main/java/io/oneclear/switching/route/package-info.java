/**
 * Which scheme a card belongs to: {@link io.oneclear.switching.route.BinTable}, immutable, swapped
 * as a whole by {@code io.oneclear.switching.Router}.
 */
package io.oneclear.switching.route;
