package io.oneclear.bench.peer.q2;

import io.oneclear.bench.peer.q2.Numbers.Stamp;
import io.oneclear.message.Pan;
import org.jpos.iso.ISOMsg;

/**
 * A purchase as the log keeps it. The key is terminal, batch and trace.
 *
 * @param batch of field 60
 * @param trace the terminal's
 * @param fen field 4
 * @param maskedPan first six, last four
 * @param stamp of our request to the scheme
 */
record TranLog(
    String terminal,
    int batch,
    int trace,
    String merchant,
    String processingCode,
    long fen,
    String maskedPan,
    String entryMode,
    Stamp stamp) {

  private static final int BATCH_FROM = 2;
  private static final int BATCH_TO = 8;

  static TranLog of(ISOMsg request, Pan pan, Stamp stamp) {
    return new TranLog(
        request.getString(41),
        Integer.parseInt(request.getString(60), BATCH_FROM, BATCH_TO, 10),
        Integer.parseInt(request.getString(11)),
        request.getString(42),
        request.getString(3),
        Long.parseLong(request.getString(4)),
        pan.masked(),
        request.getString(22),
        stamp);
  }

  /**
   * How it ended.
   *
   * @param code field 39 to the terminal
   * @param authorizationCode field 38; null if there is none
   * @param settlementDate field 15; null if there is none
   * @param issuer field 100; null if there is none
   */
  record Outcome(String code, String authorizationCode, String settlementDate, String issuer) {

    static Outcome refused(String code) {
      return new Outcome(code, null, null, null);
    }

    boolean approved() {
      return code.equals("00");
    }
  }

  /**
   * What an earlier request under the same key left.
   *
   * @param outcome null while it is under way
   */
  record Earlier(long fen, String maskedPan, Stamp stamp, Outcome outcome) {}
}
