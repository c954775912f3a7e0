package io.oneclear.message.pos;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Mti;
import io.oneclear.message.Vectors;

/** Requests of a terminal, field by field as terminals send them. */
final class Requests {

  static final byte[] TPDU = Vectors.hex("6000030000");
  static final byte[] HEADER = Vectors.hex("603100310100");
  static final String PAN = "6228480000000000019";

  private Requests() {}

  static IsoMessage purchase() {
    return card(Mti.FINANCIAL).set(3, "000000").set(4, "000000012345").set(60, "2200000100050");
  }

  static IsoMessage balance() {
    return card(Mti.FINANCIAL).set(3, "310000").set(60, "0100000100050");
  }

  static IsoMessage voidPurchase() {
    return card(Mti.FINANCIAL)
        .set(3, "200000")
        .set(4, "000000012345")
        .set(37, "123456789012")
        .set(38, "654321")
        .set(60, "2300000100050")
        .set(61, "000001000007");
  }

  static IsoMessage refund() {
    return card(Mti.FINANCIAL_ADVICE)
        .set(3, "200000")
        .set(4, "000000012345")
        .set(37, "123456789012")
        .set(60, "2500000100050")
        .set(61, "0000010000071121")
        .set(63, "CUP");
  }

  static IsoMessage reversal() {
    return card(Mti.TERMINAL_REVERSAL)
        .set(3, "000000")
        .set(4, "000000012345")
        .set(39, "98")
        .set(60, "2200000100050");
  }

  private static IsoMessage card(Mti mti) {
    return terminal(mti)
        .set(2, PAN)
        .set(11, "000007")
        .set(14, "3012")
        .set(22, "021")
        .set(25, "00")
        .set(26, "06")
        .set(35, PAN + "D30122010000000")
        .set(49, "156")
        .set(52, Vectors.hex("60D894D6F4978EF5"))
        .set(53, "2600000000000000")
        .set(64, new byte[8]);
  }

  static IsoMessage signOn(String code) {
    return terminal(Mti.MANAGEMENT).set(11, "000001").set(60, "00000001" + code).set(63, "01 ");
  }

  static IsoMessage advice(String code) {
    return terminal(Mti.MANAGEMENT_ADVICE).set(11, "000002").set(60, "00000001" + code);
  }

  static IsoMessage settlement() {
    return terminal(Mti.SETTLEMENT)
        .set(11, "000030")
        .set(
            48, new SettlementTotals48(new BatchTotals(12345, 2, 45, 1), BatchTotals.NONE).encode())
        .set(49, "156")
        .set(60, "00000001201")
        .set(63, "01 ");
  }

  static IsoMessage upload(String code, String records) {
    return terminal(Mti.BATCH_UPLOAD).set(11, "000031").set(48, records).set(60, "00000001" + code);
  }

  private static IsoMessage terminal(Mti mti) {
    return new IsoMessage(mti).set(41, "10000001").set(42, "102110054110001");
  }
}
