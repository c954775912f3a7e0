package io.oneclear.message.pos;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;

/**
 * What we answer a terminal, apart from the fields that are the request's own. Parts that do not
 * apply are null. The dialect knows which of them go into which answer.
 *
 * @param code field 39
 * @param rrn field 37
 * @param authorizationCode field 38
 * @param time field 12, hhmmss: our local time
 * @param date field 13, MMDD: our local date
 * @param settlementDate field 15, MMDD
 * @param issuerAndAcquirer field 44
 * @param additionalAmounts field 54
 * @param icc field 55 of the answer
 * @param batch field 60.2 when it is not the request's: the new batch of a sign-on
 * @param workingKeys field 62 of a sign-on, PIN key and MAC key under the terminal master key, each
 *     with its check value
 * @param settlementResult for field 48 of a 0510
 */
public record PosAnswer(
    ResponseCode code,
    Rrn rrn,
    String authorizationCode,
    String time,
    String date,
    String settlementDate,
    String issuerAndAcquirer,
    String additionalAmounts,
    byte[] icc,
    BatchNumber batch,
    byte[] workingKeys,
    SettlementResult settlementResult) {

  /** An answer with nothing but a code and our time. */
  public static PosAnswer of(ResponseCode code, String time, String date) {
    return new PosAnswer(code, null, null, time, date, null, null, null, null, null, null, null);
  }
}
