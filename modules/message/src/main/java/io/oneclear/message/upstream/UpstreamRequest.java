package io.oneclear.message.upstream;

import io.oneclear.message.MerchantId;
import io.oneclear.message.Money;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.ProcessingCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.TerminalId;
import io.oneclear.message.Track2;

/**
 * A request to a scheme in the house's words; a dialect turns it into the scheme's fields. Parts
 * that do not apply are null.
 *
 * @param type what the scheme is asked to do
 * @param key identity of this message; a retransmission carries the same
 * @param rrn our field 37
 * @param repeat true for a retransmission of an advice
 * @param pan field 2
 * @param expiry field 14
 * @param sequence field 23
 * @param track2 field 35
 * @param icc field 55
 * @param pin field 52, already under the link's key
 * @param entryMode field 22
 * @param conditionCode field 25
 * @param amount field 4; null for a balance inquiry
 * @param localTime field 12, hhmmss
 * @param localDate field 13, MMDD
 * @param terminal field 41
 * @param merchant field 42
 * @param merchantName field 43
 * @param mcc field 18
 * @param authorizationCode field 38 of the original
 * @param original what it voids, refunds or reverses (field 90)
 */
public record UpstreamRequest(
    Type type,
    UpstreamKey key,
    Rrn rrn,
    boolean repeat,
    Pan pan,
    String expiry,
    String sequence,
    Track2 track2,
    byte[] icc,
    PinBlock pin,
    String entryMode,
    String conditionCode,
    Money amount,
    String localTime,
    String localDate,
    TerminalId terminal,
    MerchantId merchant,
    String merchantName,
    String mcc,
    String authorizationCode,
    Original original) {

  /** The original message of field 90. */
  public record Original(Mti mti, UpstreamKey key) {}

  /** What a scheme can be asked to do. */
  public enum Type {
    BALANCE_INQUIRY(Mti.FINANCIAL, ProcessingCode.SCHEME_BALANCE),
    PURCHASE(Mti.FINANCIAL, ProcessingCode.PURCHASE),
    VOID_PURCHASE(Mti.FINANCIAL, ProcessingCode.VOID_OR_REFUND),
    REFUND(Mti.FINANCIAL_ADVICE, ProcessingCode.VOID_OR_REFUND),
    /** Reversal of a purchase. */
    REVERSE_PURCHASE(Mti.REVERSAL_ADVICE, ProcessingCode.PURCHASE),
    /** Reversal of a void. */
    REVERSE_VOID(Mti.REVERSAL_ADVICE, ProcessingCode.VOID_OR_REFUND);

    private final Mti mti;
    private final ProcessingCode processingCode;

    Type(Mti mti, ProcessingCode processingCode) {
      this.mti = mti;
      this.processingCode = processingCode;
    }

    public Mti mti() {
      return mti;
    }

    public ProcessingCode processingCode() {
      return processingCode;
    }

    public boolean isReversal() {
      return mti.equals(Mti.REVERSAL_ADVICE);
    }
  }

  @Override
  public String toString() {
    return "UpstreamRequest[" + type + " " + key + " " + pan + " " + amount + "]";
  }
}
