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

  /** Puts this demand into the header that begins at {@code header}. */
  void putInto(byte[] frame, int header) {
    if (this != NONE) {
      int octet = header + OCTET;
      frame[octet] = (byte) ((frame[octet] & 0xF0) | digit);
    }
  }
}
