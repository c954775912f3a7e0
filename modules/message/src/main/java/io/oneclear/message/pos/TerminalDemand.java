package io.oneclear.message.pos;

/** What an answer asks of the terminal besides: digit 6 of the header (处理要求). */
public enum TerminalDemand {
  /** Nothing: the header goes back as it came. */
  NONE(0),
  DOWNLOAD_PARAMETERS(1),
  UPLOAD_STATUS(2),
  SIGN_ON_AGAIN(3),
  UPDATE_CA_KEYS(4),
  DOWNLOAD_IC_PARAMETERS(5),
  DOWNLOAD_FROM_TMS(6);

  /** The header byte whose right half is digit 6. */
  private static final int OCTET = 2;

  private final int digit;

  TerminalDemand(int digit) {
    this.digit = digit;
  }

  /** The header with this demand in it; a frame without header stays without. */
  byte[] in(byte[] header) {
    byte[] answer = header.clone();
    if (this != NONE && answer.length > OCTET) {
      answer[OCTET] = (byte) ((answer[OCTET] & 0xF0) | digit);
    }
    return answer;
  }
}
