package io.oneclear.message.printer;

import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.cups.CupsHeader;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out what bytes are: which dialect, in which wrapping. A reading counts only if it explains
 * every byte.
 */
final class MessageDetector {

  private static final int LENGTH = 2;
  private static final int TPDU = 5;
  private static final int HEADER = 6;
  private static final int ASCII_LENGTH = 4;

  private final FieldTable pos;
  private final FieldTable cups;

  MessageDetector(FieldTable pos, FieldTable cups) {
    this.pos = pos;
    this.cups = cups;
  }

  /** What the bytes are. */
  sealed interface Found {}

  /**
   * @param tpdu where it begins; -1 if there is none
   * @param header where it begins; -1 if there is none
   */
  record Pos(String framing, int tpdu, int header, IsoMessage message) implements Found {}

  /**
   * @param header null if there is none
   * @param message null for a header without message
   */
  record Cups(String framing, CupsHeader header, IsoMessage message) implements Found {}

  /** A way the message could be wrapped. */
  private record Wrapping(String name, int tpdu, int header, int body) {}

  /** The reading that came furthest, for the refusal. */
  private static final class Nearest {
    private String name;
    private MalformedMessageException fault;

    void add(String reading, MalformedMessageException failed) {
      if (fault == null || failed.field() > fault.field()) {
        name = reading;
        fault = failed;
      }
    }

    MalformedMessageException refusal() {
      String reason = "not a message of unionpay-pos or cups";
      return new MalformedMessageException(
          0,
          fault == null
              ? reason
              : reason + "; read as " + name + " it fails at " + fault.getMessage());
    }
  }

  /**
   * @throws MalformedMessageException if the bytes are nothing known
   */
  Found detect(byte[] bytes) throws MalformedMessageException {
    Nearest nearest = new Nearest();
    Found found = cups(bytes, nearest);
    if (found == null) {
      found = pos(bytes, nearest);
    }
    if (found == null) {
      throw nearest.refusal();
    }
    return found;
  }

  private Found pos(byte[] bytes, Nearest nearest) {
    for (Wrapping wrapping : wrappings(bytes)) {
      if (looksLikeType(bytes, wrapping.body)) {
        FieldTable.Reading reading = pos.read(bytes, wrapping.body);
        if (reading.fault() == null) {
          return new Pos(wrapping.name, wrapping.tpdu, wrapping.header, reading.message());
        }
        nearest.add("unionpay-pos, " + wrapping.name, reading.fault());
      }
    }
    return null;
  }

  private Found cups(byte[] bytes, Nearest nearest) throws MalformedMessageException {
    if (headerAt(bytes, ASCII_LENGTH) && looksLikeAsciiType(bytes, 0)) {
      return afterHeader(bytes, ASCII_LENGTH, "4-digit length, header, message", nearest);
    }
    if (headerAt(bytes, 0)) {
      return afterHeader(bytes, 0, "header, message", nearest);
    }
    return looksLikeAsciiType(bytes, 0) ? message(bytes, 0, "message alone", null, nearest) : null;
  }

  private Found afterHeader(byte[] bytes, int at, String framing, Nearest nearest)
      throws MalformedMessageException {
    CupsHeader header = CupsHeader.decode(bytes, at);
    int body = at + CupsHeader.LENGTH;
    return bytes.length == body
        ? new Cups("header alone", header, null)
        : message(bytes, body, framing, header, nearest);
  }

  private Found message(
      byte[] bytes, int body, String framing, CupsHeader header, Nearest nearest) {
    FieldTable.Reading reading = cups.read(bytes, body);
    if (reading.fault() != null) {
      nearest.add("cups, " + framing, reading.fault());
      return null;
    }
    return new Cups(framing, header, reading.message());
  }

  private static boolean headerAt(byte[] bytes, int at) {
    if (bytes.length - at < CupsHeader.LENGTH || bytes[at] != CupsHeader.LENGTH) {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** The ways a terminal's message is wrapped, the usual ones first. */
  private static List<Wrapping> wrappings(byte[] bytes) {
    List<Wrapping> all = new ArrayList<>();
    boolean length =
        bytes.length > LENGTH
            && ((bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF)) == bytes.length - LENGTH;
    int[] starts = length ? new int[] {LENGTH, 0} : new int[] {0, LENGTH};
    for (int start : starts) {
      String prefix = prefix(start, length);
      int tpduEnd = start + TPDU;
      int lri = lriLength(bytes, tpduEnd);
      if (lri > 0) {
        int header = tpduEnd + lri;
        all.add(
            new Wrapping(prefix + "TPDU, LRI, header, message", start, header, header + HEADER));
        all.add(new Wrapping(prefix + "TPDU, LRI, message", start, -1, header));
      }
      all.add(new Wrapping(prefix + "TPDU, header, message", start, tpduEnd, tpduEnd + HEADER));
      all.add(new Wrapping(prefix + "TPDU, message", start, -1, tpduEnd));
      all.add(new Wrapping(prefix + "header, message", -1, start, start + HEADER));
      all.add(new Wrapping(prefix + "message alone", -1, -1, start));
    }
    return all;
  }

  private static String prefix(int start, boolean length) {
    if (start == 0) {
      return "";
    }
    return length ? "2-byte length, " : "2-byte length (wrong), ";
  }

  /** Length of a dial-up monitor header at {@code at}; 0 if there is none. */
  private static int lriLength(byte[] bytes, int at) {
    int head = 5;
    if (bytes.length < at + head
        || bytes[at] != 'L'
        || bytes[at + 1] != 'R'
        || bytes[at + 2] != 'I') {
      return 0;
    }
    return head + ((bytes[at + 3] & 0xFF) << 8 | (bytes[at + 4] & 0xFF));
  }

  /** True for two packed bytes 01 to 09 and anything. */
  private static boolean looksLikeType(byte[] bytes, int at) {
    return bytes.length >= at + 2 && bytes[at] >= 0x01 && bytes[at] <= 0x09;
  }

  private static boolean looksLikeAsciiType(byte[] bytes, int at) {
    if (bytes.length < at + 4) {
      return false;
    }
    for (int i = at; i < at + 4; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }
}
