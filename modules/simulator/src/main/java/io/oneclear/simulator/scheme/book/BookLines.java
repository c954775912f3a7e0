package io.oneclear.simulator.scheme.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Lines of comma-separated printable ASCII on their way to a file. */
public final class BookLines {

  private static final int DIGITS_OF_LONG = 20;

  private byte[] bytes = new byte[1 << 16];
  private int size;

  /** Adds a column; characters beyond ASCII are the caller's fault. */
  @SuppressWarnings("deprecation") // The one that copies the low bytes as they are.
  public BookLines column(String text) {
    int length = text.length();
    need(length + 1);
    text.getBytes(0, length, bytes, size);
    size += length;
    bytes[size++] = ',';
    return this;
  }

  /** Adds a column with a number of at least so many digits. */
  public BookLines column(long number, int width) {
    if (number < 0) {
      return column(Long.toString(number));
    }
    need(DIGITS_OF_LONG + 1);
    int digits = width;
    for (long limit = power(width); digits < DIGITS_OF_LONG - 1 && number >= limit; limit *= 10) {
      digits++;
    }
    long rest = number;
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    bytes[size++] = ',';
    return this;
  }

  /** The last column added was the last of its line. */
  public void end() {
    bytes[size - 1] = '\n';
  }

  /** Adds a whole line. */
  public void line(String text) {
    column(text).end();
  }

  /** Bytes collected and not yet written. */
  public int size() {
    return size;
  }

  /** Writes all lines and forgets them. */
  public void writeTo(FileChannel channel) throws IOException {
    ByteBuffer pending = ByteBuffer.wrap(bytes, 0, size);
    while (pending.hasRemaining()) {
      channel.write(pending);
    }
    size = 0;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private void need(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
