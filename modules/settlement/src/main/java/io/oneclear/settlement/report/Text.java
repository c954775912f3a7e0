package io.oneclear.settlement.report;

import io.oneclear.settlement.files.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * A statement on its way into its file, UTF-8. Millions of lines a night are written here: numbers
 * and plain text go in without a string between.
 */
final class Text {

  private static final int DRAIN_AT = 1 << 16;
  private static final int SECONDS_A_DAY = 86_400;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private byte[] bytes = new byte[DRAIN_AT + (DRAIN_AT >> 2)];
  private int length;

  void clear() {
    length = 0;
  }

  Text append(byte[] utf8) {
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
    return this;
  }

  Text append(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return append(text.substring(i).getBytes(StandardCharsets.UTF_8));
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  Text append(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** As {@link io.oneclear.message.Money#yuan}. */
  Text yuan(long fen) {
    if (fen < 0) {
      append('-');
    }
    digits(Math.abs(fen / 100), 1);
    append('.');
    return digits(Math.abs(fen % 100), 2);
  }

  /** Six digits, more if need be. */
  Text sixDigits(int number) {
    return digits(number, 6);
  }

  private Text digits(long number, int atLeast) {
    reserve(20);
    int count = atLeast;
    for (long rest = number / POWERS[atLeast]; rest > 0; rest /= 10) {
      count++;
    }
    long rest = number;
    for (int at = length + count - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
    return this;
  }

  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  /** In China, {@code 2026-11-20 15:30:12}. */
  Text time(Instant at) {
    long local = at.getEpochSecond() + ZONE.getRules().getOffset(at).getTotalSeconds();
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(local, SECONDS_A_DAY));
    int second = Math.floorMod(local, SECONDS_A_DAY);
    digits(day.getYear(), 4).append('-').digits(day.getMonthValue(), 2).append('-');
    digits(day.getDayOfMonth(), 2).append(' ').digits(second / 3_600, 2).append(':');
    return digits(second / 60 % 60, 2).append(':').digits(second % 60, 2);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** Passes on what has come together, if it is worth a write. */
  void drainTo(DurableFile file) throws IOException {
    if (length >= DRAIN_AT) {
      file.write(bytes, length);
      length = 0;
    }
  }

  /** Passes on the rest. */
  void endIn(DurableFile file) throws IOException {
    file.write(bytes, length);
    length = 0;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
