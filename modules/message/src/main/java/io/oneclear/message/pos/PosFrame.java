package io.oneclear.message.pos;

import io.oneclear.message.IsoMessage;

/**
 * One frame of a terminal, after its 2-byte length: TPDU, header, message.
 *
 * @param tpdu 5 bytes
 * @param header 6 bytes, or empty for the vendor that sends none
 * @param message the decoded fields
 * @param body the bytes from the MTI to the end, as they came: what the MAC is made over, with
 *     field 64 still at its end if the bitmap says so
 */
public record PosFrame(byte[] tpdu, byte[] header, IsoMessage message, byte[] body) {

  /** True if the frame carries field 64. */
  public boolean hasMac() {
    return message.has(64);
  }

  /** The bytes under the MAC: MTI to field 63. */
  public byte[] macData() {
    return hasMac() ? java.util.Arrays.copyOf(body, body.length - 8) : body.clone();
  }

  /** Field 64, 8 bytes; null if absent. */
  public byte[] mac() {
    return message.bytes(64);
  }

  @Override
  public String toString() {
    return "PosFrame[" + message + "]";
  }
}
