/**
 * The language of the house: the values every other room speaks, and an ISO 8583 message seen
 * through them.
 *
 * <pre>
 *   bytes ──▶ pos.PosDialect  ──▶ PosFrame ──▶ PosRequest      (a terminal speaks)
 *   PosAnswer ──▶ pos.PosDialect ──▶ bytes                     (we answer)
 *   upstream.UpstreamRequest ──▶ cups.CupsDialect ──▶ bytes    (we ask a scheme)
 *   bytes ──▶ cups.CupsDialect ──▶ upstream.UpstreamAnswer     (it answers)
 *   bytes ──▶ printer.MessagePrinter ──▶ masked text           (somebody looks)
 * </pre>
 *
 * <p>{@link io.oneclear.message.FieldTable} reads a dialect's fields from a jPOS packager file. A
 * message that came is its frame and where each field begins ({@link
 * io.oneclear.message.IsoMessage}): text is made of a field when somebody asks for it, and a field
 * that goes on unchanged is copied as it stands. jPOS ({@code org.jpos.iso}) is fenced in this
 * module: outside {@code jpos}, which jPOS itself looks into, no type of it appears in a public
 * signature. Values are immutable; those that hold card data print masked and give their content
 * only through {@code clear()}. Everything here is free of I/O, of clocks and of threads.
 */
package io.oneclear.message;
