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

  Found detect(byte[] bytes) throws MalformedMessageException {
    MalformedMessageException nearest = null;
    String nearestName = null;
    Cups cupsFound = cups(bytes);
    if (cupsFound != null) {
      return cupsFound;
    }
    for (Wrapping wrapping : wrappings(bytes)) {
      if (!looksLikeType(bytes, wrapping.body)) {
        continue;
      }
      FieldTable.Reading reading = pos.read(bytes, wrapping.body);
      if (reading.fault() == null) {
        return new Pos(wrapping.name, wrapping.tpdu, wrapping.header, reading.message());
      }
      if (nearest == null || reading.fault().field() > nearest.field()) {
        nearest = reading.fault();
        nearestName = "unionpay-pos, " + wrapping.name;
      }
    }
    if (looksLikeAsciiType(bytes, 0)) {
      nearest = cups.read(bytes, 0).fault();
      nearestName = "cups, message alone";
    }
    throw new MalformedMessageException(
        0,
        "not a message of unionpay-pos or cups"
            + (nearest == null
                ? ""
                : "; read as " + nearestName + " it fails at " + nearest.getMessage()));
  }

  private Cups cups(byte[] bytes) throws MalformedMessageException {
    if (headerAt(bytes, ASCII_LENGTH) && looksLikeAsciiType(bytes, 0)) {
      return afterHeader(bytes, ASCII_LENGTH, "4-digit length, header, message");
    }
    if (headerAt(bytes, 0)) {
      return afterHeader(bytes, 0, "header, message");
    }
    if (looksLikeAsciiType(bytes, 0)) {
      IsoMessage message = cups.read(bytes, 0).fault() == null ? cups.unpack(bytes, 0) : null;
      return message == null ? null : new Cups("message alone", null, message);
    }
    return null;
  }

  private Cups afterHeader(byte[] bytes, int at, String framing) throws MalformedMessageException {
    CupsHeader header = CupsHeader.decode(bytes, at);
    int body = at + CupsHeader.LENGTH;
    if (bytes.length == body) {
      return new Cups("header alone", header, null);
    }
    return new Cups(framing, header, cups.unpack(bytes, body));
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
