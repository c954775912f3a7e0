/**
 * Files of lines of comma-separated printable ASCII, written and read as bytes: {@link
 * io.oneclear.simulator.scheme.book.BookLines} collects lines and writes them in one go, {@link
 * io.oneclear.simulator.scheme.book.DittoLines} leaves out what a line has in common with the one
 * before, {@link io.oneclear.simulator.scheme.book.LineReader} reads both. One thread at a time.
 */
package io.oneclear.simulator.scheme.book;
