/**
 * The {@code unionpay-pos} dialect: 2-byte length, TPDU, 6-byte header, BCD, 64-bit bitmap
 * (domain.md 1). Way in: {@code PosDialect}. A frame becomes a {@link
 * io.oneclear.message.pos.PosRequest}; a {@link io.oneclear.message.pos.PosAnswer} becomes a frame.
 */
package io.oneclear.message.pos;
