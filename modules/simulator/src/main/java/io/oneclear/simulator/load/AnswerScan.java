package io.oneclear.simulator.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds trace, code and terminal in an answer's bytes without building a message: at tens of
 * thousands a second the load generator must not be what is measured. One instance reads one answer
 * after the other.
 */
final class AnswerScan {

  /** TPDU 5, header 6. */
  static final int BODY = 11;

  private static final int BITMAP = BODY + 2;
  private static final int FIELDS = BITMAP + 8;
  private static final int MAC = 8;
  private static final int TERMINAL = 41;

  /** Bytes of a field up to 41; −1: length in one BCD byte of digits; −2: in two; 0: not known. */
  private static final int[] SIZES = sizes();

  private byte[] bytes;
  private int start;
  private int end;
  private int trace;
  private int codeAt;
  private int terminalAt;

  /**
   * Reads the frame in {@code bytes}, which stay as they are until the next call.
   *
   * @return false if the frame is no answer that has 11, 39 and 41
   */
  boolean read(byte[] from, int offset, int length) {
    bytes = from;
    start = offset;
    end = offset + length;
    trace = -1;
    codeAt = -1;
    int at = start + FIELDS;
    for (int field = 2; field <= TERMINAL && at < end; field++) {
      if ((bytes[start + BITMAP + (field - 1) / 8] & 0x80 >> (field - 1) % 8) != 0) {
        int size = size(at, field);
        if (size <= 0 || at + size > end) {
          return false;
        }
        switch (field) {
          case 11 -> trace = digits(at, 3);
          case 39 -> codeAt = at;
          case TERMINAL -> {
            terminalAt = at;
            return trace >= 0 && codeAt >= 0;
          }
          default -> {
            // Only stepped over.
          }
        }
        at += size;
      }
    }
    return false;
  }

  int trace() {
    return trace;
  }

  boolean approved() {
    return bytes[codeAt] == '0' && bytes[codeAt + 1] == '0';
  }

  String code() {
    return new String(bytes, codeAt, 2, StandardCharsets.US_ASCII);
  }

  /** The terminal's eight characters as one number. */
  long terminal() {
    return terminalNumber(bytes, terminalAt);
  }

  static long terminalNumber(byte[] bytes, int at) {
    long number = 0;
    for (int i = at; i < at + Long.BYTES; i++) {
      number = (number << Byte.SIZE) | (bytes[i] & 0xFF);
    }
    return number;
  }

  boolean hasMac() {
    return (bytes[start + BITMAP + 7] & 1) != 0;
  }

  /** Type to field 63. */
  byte[] macData() {
    return Arrays.copyOfRange(bytes, start + BODY, end - MAC);
  }

  byte[] mac() {
    return Arrays.copyOfRange(bytes, end - MAC, end);
  }

  private int size(int at, int field) {
    return switch (SIZES[field]) {
      case -1 -> 1 + (digits(at, 1) + 1) / 2;
      case -2 -> at + 1 < end ? 2 + (digits(at, 2) + 1) / 2 : 0;
      default -> SIZES[field];
    };
  }

  private int digits(int at, int count) {
    int number = 0;
    for (int i = at; i < at + count; i++) {
      number = number * 100 + (bytes[i] >> 4 & 0xF) * 10 + (bytes[i] & 0xF);
    }
    return number;
  }

  private static int[] sizes() {
    int[] sizes = new int[TERMINAL + 1];
    int[][] known = {
      {2, -1}, {3, 3}, {4, 6}, {11, 3}, {12, 3}, {13, 2}, {14, 2}, {15, 2}, {22, 2}, {23, 2},
      {25, 1}, {26, 1}, {32, -1}, {35, -1}, {36, -2}, {37, 12}, {38, 6}, {39, 2}, {41, 8}
    };
    for (int[] field : known) {
      sizes[field[0]] = field[1];
    }
    return sizes;
  }
}
