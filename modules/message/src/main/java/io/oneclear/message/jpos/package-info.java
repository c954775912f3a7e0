/**
 * Field packagers for the tables under {@code cfg/packager}, for the wire forms jPOS has none for.
 *
 * <p>The packagers that come with jPOS read past the end of a message, take any nibble for a digit
 * and forget the pad of an odd count. These refuse all input that is not exactly of the form, with
 * an {@link org.jpos.iso.ISOException} that does not repeat the content, and give text that is not
 * GBK as bytes. They look at a field where it stands in its message and make nothing of it until
 * its content is asked for.
 *
 * <p>Public because jPOS makes them by name from the XML. {@link
 * io.oneclear.message.jpos.WireField} is the whole interface {@code FieldTable} needs.
 */
package io.oneclear.message.jpos;
