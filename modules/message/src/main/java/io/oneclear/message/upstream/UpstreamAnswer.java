package io.oneclear.message.upstream;

import io.oneclear.message.Money;
import io.oneclear.message.Pan;
import io.oneclear.message.ResponseCode;

/**
 * A scheme's answer in the house's words. Parts the scheme did not send are null.
 *
 * @param key echoed identity: F7 + F11 + F32 + F33
 * @param code field 39
 * @param authorizationCode field 38
 * @param settlementDate field 15, MMDD: the scheme's clearing date
 * @param amount field 4 as echoed
 * @param pan field 2 as echoed
 * @param issuer field 100 or the issuer part of 44
 * @param additionalAmounts field 54
 * @param icc field 55
 */
public record UpstreamAnswer(
    UpstreamKey key,
    ResponseCode code,
    String authorizationCode,
    String settlementDate,
    Money amount,
    Pan pan,
    String issuer,
    String additionalAmounts,
    byte[] icc) {

  /** What a scheme echoes must be what it was asked about: this amount, this card. */
  public boolean isAbout(UpstreamRequest request) {
    boolean sameAmount =
        amount == null || request.amount() == null || amount.equals(request.amount());
    return sameAmount && (pan == null || pan.equals(request.pan()));
  }

  @Override
  public String toString() {
    return "UpstreamAnswer[" + key + " " + code + "]";
  }
}
