package io.oneclear.message.cups;

import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.Stan;
import io.oneclear.message.text.Digits;
import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.message.upstream.UpstreamRequest;

/**
 * Field 90 (原始数据元), 42 digits: the original's type 4, STAN 6, transmission time 10, acquirer 11 and
 * forwarder 11 (both with zeros on the left).
 */
public record OriginalData(Mti mti, UpstreamKey key) {

  private static final int ID = 11;

  static OriginalData of(UpstreamRequest.Original original) {
    return new OriginalData(original.mti(), original.key());
  }

  /**
   * @throws MalformedMessageException if it is not 42 digits
   */
  public static OriginalData decode(String digits) throws MalformedMessageException {
    if (!Digits.areDigits(digits, 42, 42)) {
      throw new MalformedMessageException(90, "must be 42 digits");
    }
    return new OriginalData(
        new Mti(digits.substring(0, 4)),
        new UpstreamKey(
            digits.substring(10, 20),
            Stan.of(digits.substring(4, 10)),
            code(digits.substring(20, 31)),
            code(digits.substring(31, 42))));
  }

  public String encode() {
    return mti.digits()
        + key.stan().digits()
        + key.transmissionTime()
        + padded(key.acquirer())
        + padded(key.forwarder());
  }

  private static String padded(String code) {
    return "0".repeat(ID - code.length()) + code;
  }

  /** Institution codes have eight digits or more: further zeros on the left are filling. */
  private static String code(String padded) {
    int start = 0;
    while (start < ID - 8 && padded.charAt(start) == '0') {
      start++;
    }
    return padded.substring(start);
  }
}
