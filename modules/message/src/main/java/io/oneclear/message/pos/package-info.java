/**
 * The {@code unionpay-pos} dialect: 2-byte length, TPDU, 6-byte header, BCD, 64-bit bitmap as
 * UnionPay's terminal rules have it. Way in: {@link io.oneclear.message.pos.PosDialect}. A frame
 * becomes a {@link io.oneclear.message.pos.PosRequest}; a {@link io.oneclear.message.pos.PosAnswer}
 * becomes an {@link io.oneclear.message.pos.EncodedAnswer}, which is a frame once it has its MAC.
 *
 * <pre>
 *   frame ─▶ decode ─▶ PosFrame ─▶ parse ─▶ PosRequest     30, 13, 14, 40: PosRequest.Refused
 *   PosFrame + PosAnswer ─▶ answer ─▶ EncodedAnswer ─▶ withMac / withoutMac ─▶ frame
 *   frame that cannot be read ─▶ minimalAnswer ─▶ frame or nothing
 * </pre>
 *
 * <p>Fields 48, 60 and 61 have values of their own ({@code Field60}, {@code Field61}, {@code
 * SettlementTotals48}, {@code BatchRecords48}, {@code BatchEnd48}) that read and write them, for
 * both ends of the line. Digits behind the sub-fields we know are kept.
 */
package io.oneclear.message.pos;
