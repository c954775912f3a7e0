/**
 * The {@code cups} dialect: acquirer to scheme, 46-byte header, ASCII fields, up to 128 of them.
 * Way in: {@link io.oneclear.message.cups.CupsDialect}. A frame is header and body, without the
 * four ASCII digits of length that precede it on a TCP link.
 */
package io.oneclear.message.cups;
