/**
 * The same messages through the codecs that could carry them: OneClear's own messages, OneClear's
 * packager for jPOS, jPOS's {@code GenericPackager}, and j8583. {@link
 * io.oneclear.bench.message.MessageBenchmark} times them.
 *
 * <p>j8583 takes part in the scheme's messages only: the packed track 2 and the left-justified
 * digits of a terminal's message are no types of its.
 */
package io.oneclear.bench.message;
