package io.oneclear.switching.journal;

import io.oneclear.message.ResponseCode;
import io.oneclear.message.upstream.UpstreamAnswer;

/**
 * How a transaction ended, with what a replayed answer needs. Absent parts are null.
 *
 * @param code what the terminal is told
 * @param authorizationCode field 38
 * @param settlementDate field 15 MMDD, the scheme's clearing date
 * @param issuer field 44 / 100
 * @param additionalAmounts field 54; kept only for the duration of replay
 * @param icc field 55 of the answer
 */
public record Outcome(
    ResponseCode code,
    String authorizationCode,
    String settlementDate,
    String issuer,
    String additionalAmounts,
    byte[] icc) {

  /** What a scheme's answer decides. */
  public static Outcome of(UpstreamAnswer answer) {
    return new Outcome(
        answer.code(),
        answer.authorizationCode(),
        answer.settlementDate(),
        answer.issuer(),
        answer.additionalAmounts(),
        answer.icc());
  }

  public static Outcome declined(ResponseCode code) {
    return new Outcome(code, null, null, null, null, null);
  }
}
