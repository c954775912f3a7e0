package io.oneclear.settlement.files;

/**
 * One successful financial message as the scheme cleared it. The card number of the file is masked
 * while it is read and nowhere else kept.
 *
 * @param line number in the file, from 1
 * @param signedFen positive: a purchase; negative: a void or refund
 * @param issuerFeeFen what we owe the issuer; negative where it comes back
 * @param networkFeeFen what we owe the network; negative where it comes back
 */
public record ClearingLine(
    int line,
    Kind kind,
    String transmissionTime,
    int stan,
    String maskedPan,
    long signedFen,
    String mcc,
    String terminal,
    String merchant,
    String rrn,
    long issuerFeeFen,
    long networkFeeFen) {

  /** What was cleared. */
  public enum Kind {
    PURCHASE,
    VOID,
    REFUND,
    /** Of a purchase that an earlier file carries. */
    REVERSAL,
    /** Of a void that an earlier file carries: the cardholder pays again. */
    REVERSAL_OF_VOID;

    /** True if the cardholder pays. */
    public boolean takes() {
      return this == PURCHASE || this == REVERSAL_OF_VOID;
    }
  }
}
