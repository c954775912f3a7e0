package io.oneclear.simulator.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds trace, code and terminal in an answer's bytes without building a message: at tens of
 * thousands a second the load generator must not be what is measured.
 */
final class AnswerScan {

  /** TPDU 5, header 6. */
  static final int BODY = 11;

  private static final int BITMAP = BODY + 2;
  private static final int FIELDS = BITMAP + 8;
  private static final int MAC = 8;

  /** Bytes of a field up to 41; −1: length in one BCD byte of digits; −2: in two; 0: not known. */
  private static final int[] SIZES = sizes();

  private final byte[] frame;
  private final int trace;
  private final String code;
  private final int terminalAt;

  private AnswerScan(byte[] frame, int trace, String code, int terminalAt) {
    this.frame = frame;
    this.trace = trace;
    this.code = code;
    this.terminalAt = terminalAt;
  }

  /** Null if the frame is no answer that has 11, 39 and 41. */
  static AnswerScan of(byte[] frame) {
    int at = FIELDS;
    int trace = -1;
    String code = null;
    for (int field = 2; field <= 41 && at < frame.length; field++) {
      if ((frame[BITMAP + (field - 1) / 8] & 0x80 >> (field - 1) % 8) != 0) {
        int size = size(frame, at, field);
        if (size <= 0 || at + size > frame.length) {
          return null;
        }
        switch (field) {
          case 11 -> trace = digits(frame, at, 3);
          case 39 -> code = new String(frame, at, 2, StandardCharsets.US_ASCII);
          case 41 -> {
            return trace < 0 || code == null ? null : new AnswerScan(frame, trace, code, at);
          }
          default -> {
            // Only stepped over.
          }
        }
        at += size;
      }
    }
    return null;
  }

  int trace() {
    return trace;
  }

  String code() {
    return code;
  }

  String terminal() {
    return new String(frame, terminalAt, 8, StandardCharsets.US_ASCII);
  }

  boolean hasMac() {
    return (frame[BITMAP + 7] & 1) != 0;
  }

  /** Type to field 63. */
  byte[] macData() {
    return Arrays.copyOfRange(frame, BODY, frame.length - MAC);
  }

  byte[] mac() {
    return Arrays.copyOfRange(frame, frame.length - MAC, frame.length);
  }

  private static int size(byte[] frame, int at, int field) {
    return switch (SIZES[field]) {
      case -1 -> 1 + (digits(frame, at, 1) + 1) / 2;
      case -2 -> at + 1 < frame.length ? 2 + (digits(frame, at, 2) + 1) / 2 : 0;
      default -> SIZES[field];
    };
  }

  private static int digits(byte[] frame, int at, int bytes) {
    int number = 0;
    for (int i = at; i < at + bytes; i++) {
      number = number * 100 + (frame[i] >> 4 & 0xF) * 10 + (frame[i] & 0xF);
    }
    return number;
  }

  private static int[] sizes() {
    int[] sizes = new int[42];
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
