package io.oneclear.message.cups;

import io.oneclear.message.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The 46 bytes before a message.
 *
 * @param version flag and version, 2 (130 for tests)
 * @param totalLength header and body together; written anew when a message is encoded
 * @param destination institution code, up to 11 characters
 * @param source institution code, up to 11 characters
 * @param reserved 3 bytes
 * @param batch batch number, one byte
 * @param transactionInfo 8 characters
 * @param userInfo one byte
 * @param rejectCode 5 characters; anything but 00000 says the receiver could not take our message
 */
public record CupsHeader(
    int version,
    int totalLength,
    String destination,
    String source,
    byte[] reserved,
    int batch,
    String transactionInfo,
    int userInfo,
    String rejectCode) {

  public static final int LENGTH = 46;

  /** The most the four digits of {@code totalLength} can say. */
  static final int MOST = 9999;

  private static final int ID = 11;
  private static final String ACCEPTED = "00000";
  private static final CupsHeader NOBODY = of("", "");

  public CupsHeader {
    if (destination.length() > ID || source.length() > ID) {
      throw new IllegalArgumentException("an institution code is at most 11 characters");
    }
    if (reserved.length != 3 || transactionInfo.length() != 8 || rejectCode.length() != 5) {
      throw new IllegalArgumentException(
          "reserved is 3 bytes, transaction info 8 characters, reject code 5");
    }
  }

  /** An ordinary header. */
  public static CupsHeader of(String destination, String source) {
    return new CupsHeader(2, 0, destination, source, new byte[3], 0, "00000000", 0, ACCEPTED);
  }

  /** The header of an answer: source and destination change places. */
  public CupsHeader answer() {
    return new CupsHeader(
        version,
        0,
        /* destination= */ source,
        /* source= */ destination,
        reserved,
        batch,
        transactionInfo,
        userInfo,
        ACCEPTED);
  }

  public boolean rejected() {
    return !rejectCode.equals(ACCEPTED);
  }

  /**
   * Reads the header at {@code offset}; what follows it is not looked at.
   *
   * @throws MalformedMessageException if there is none
   */
  public static CupsHeader decode(byte[] bytes, int offset) throws MalformedMessageException {
    return decode(bytes, offset, NOBODY);
  }

  /** The same, taking the texts it has in common with {@code usual} from there. */
  static CupsHeader decode(byte[] bytes, int offset, CupsHeader usual)
      throws MalformedMessageException {
    if (bytes.length - offset < LENGTH || bytes[offset] != LENGTH) {
      throw new MalformedMessageException(0, "no header of " + LENGTH + " bytes");
    }
    int total = 0;
    for (int i = offset + 2; i < offset + 6; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        throw new MalformedMessageException(0, "the total length is not a number");
      }
      total = total * 10 + bytes[i] - '0';
    }
    return new CupsHeader(
        bytes[offset + 1] & 0xFF,
        total,
        code(bytes, offset + 6, usual),
        code(bytes, offset + 17, usual),
        Arrays.copyOfRange(bytes, offset + 28, offset + 31),
        bytes[offset + 31] & 0xFF,
        text(bytes, offset + 32, usual.transactionInfo),
        bytes[offset + 40] & 0xFF,
        text(bytes, offset + 41, usual.rejectCode));
  }

  /** The 46 bytes, with {@link #totalLength} as it stands. */
  public byte[] encode() {
    byte[] bytes = new byte[LENGTH];
    put(bytes);
    return bytes;
  }

  /** Writes the 46 bytes to the front of a frame. */
  void put(byte[] frame) {
    Arrays.fill(frame, 6, 28, (byte) ' ');
    frame[0] = LENGTH;
    frame[1] = (byte) version;
    putLength(frame, totalLength);
    put(frame, 6, destination);
    put(frame, 17, source);
    System.arraycopy(reserved, 0, frame, 28, reserved.length);
    frame[31] = (byte) batch;
    put(frame, 32, transactionInfo);
    frame[40] = (byte) userInfo;
    put(frame, 41, rejectCode);
  }

  /** Writes the length of a frame into it. */
  static void putLength(byte[] frame, int length) {
    if (length > MOST) {
      throw new IllegalArgumentException("a frame is at most " + MOST + " bytes");
    }
    for (int i = 5, rest = length; i >= 2; i--, rest /= 10) {
      frame[i] = (byte) ('0' + rest % 10);
    }
  }

  /** A text as long as the usual one. */
  private static String text(byte[] bytes, int from, String usual) {
    return stands(usual, bytes, from)
        ? usual
        : new String(bytes, from, usual.length(), StandardCharsets.ISO_8859_1);
  }

  /** An institution code without the spaces it is filled up with. */
  private static String code(byte[] bytes, int from, CupsHeader usual) {
    int length = ID;
    while (length > 0 && bytes[from + length - 1] == ' ') {
      length--;
    }
    if (length == usual.source.length() && stands(usual.source, bytes, from)) {
      return usual.source;
    }
    if (length == usual.destination.length() && stands(usual.destination, bytes, from)) {
      return usual.destination;
    }
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private static boolean stands(String text, byte[] bytes, int from) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static void put(byte[] bytes, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[at + i] = (byte) text.charAt(i);
    }
  }
}
