/**
 * What a message says, for people: {@link io.oneclear.message.printer.MessagePrinter}.
 *
 * <p>Masking fails closed: a number that could be a card's is shown with its first six and last
 * four digits, tracks, PIN blocks and keys not at all, and bytes nobody has explained are counted,
 * not shown.
 */
package io.oneclear.message.printer;
