package io.oneclear.message.pos;

import io.oneclear.message.ByteRange;
import io.oneclear.message.IsoMessage;
import java.util.Arrays;

/**
 * One frame of a terminal, after its 2-byte length: TPDU, header, message. Holds the bytes that
 * came and copies a part of them when it is asked for.
 */
public final class PosFrame {

  static final int TPDU = 5;

  private static final int MAC = 8;

  private final byte[] frame;
  private final int header;
  private final int body;
  private final IsoMessage message;

  /**
   * @param frame not copied
   * @param header where the header begins
   * @param body where the message begins, which is where the header ends
   */
  PosFrame(byte[] frame, int header, int body, IsoMessage message) {
    this.frame = frame;
    this.header = header;
    this.body = body;
    this.message = message;
  }

  /** 5 bytes. */
  public byte[] tpdu() {
    return Arrays.copyOf(frame, TPDU);
  }

  /** 6 bytes, or empty for the vendor that sends none. */
  public byte[] header() {
    return Arrays.copyOfRange(frame, header, body);
  }

  /** The decoded fields. */
  public IsoMessage message() {
    return message;
  }

  /**
   * The bytes from the MTI to the end, as they came: what the MAC is made over, with field 64 still
   * at its end if the bitmap says so.
   */
  public byte[] body() {
    return Arrays.copyOfRange(frame, body, frame.length);
  }

  /** True if the frame carries field 64. */
  public boolean hasMac() {
    return message.has(64);
  }

  /** The bytes under the MAC: MTI to field 63. */
  public ByteRange underMac() {
    return new ByteRange(frame, body, hasMac() ? frame.length - MAC : frame.length);
  }

  /** A copy of {@link #underMac}. */
  public byte[] macData() {
    return Arrays.copyOfRange(frame, body, underMac().to());
  }

  /** Field 64, 8 bytes; null if absent. */
  public byte[] mac() {
    return message.bytes(64);
  }

  /** TPDU and header of an answer to this, at the front of its bytes. */
  void putFront(byte[] answer, boolean swapTpdu, TerminalDemand demand) {
    System.arraycopy(frame, 0, answer, 0, TPDU);
    if (swapTpdu) {
      System.arraycopy(frame, 3, answer, 1, 2);
      System.arraycopy(frame, 1, answer, 3, 2);
    }
    System.arraycopy(frame, header, answer, TPDU, body - header);
    if (body > header) {
      demand.putInto(answer, TPDU);
    }
  }

  /** How many bytes {@link #putFront} fills. */
  int frontLength() {
    return TPDU + body - header;
  }

  @Override
  public String toString() {
    return "PosFrame[" + message + "]";
  }
}
