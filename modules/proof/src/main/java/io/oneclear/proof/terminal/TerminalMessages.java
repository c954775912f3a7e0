package io.oneclear.proof.terminal;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.security.ClearPin;
import io.oneclear.security.PinFormat;
import io.oneclear.security.TerminalKeys;
import java.util.random.RandomGenerator;

/** What a terminal says, field by field. */
final class TerminalMessages {

  private static final int[] REVERSED_FIELDS = {2, 3, 4, 11, 14, 22, 23, 25, 41, 42, 49, 60, 61};

  private final String terminal;
  private final String merchant;

  TerminalMessages(String terminal, String merchant) {
    this.terminal = terminal;
    this.merchant = merchant;
  }

  IsoMessage signOn(String batch) {
    return base(Mti.MANAGEMENT, 1).set(60, "00" + batch + "003");
  }

  IsoMessage signOff(String batch) {
    return base(Mti.MANAGEMENT_ADVICE, 1).set(60, "00" + batch + "002");
  }

  /** The request of this slip; a void names its original by trace, a refund by reference number. */
  IsoMessage of(Slip slip) {
    return switch (slip.kind()) {
      case BALANCE -> transaction(Mti.FINANCIAL, "310000", "01", slip);
      case PURCHASE ->
          transaction(Mti.FINANCIAL, "000000", "22", slip).set(4, Digits.of(slip.fen(), 12));
      case VOID ->
          transaction(Mti.FINANCIAL, "200000", "23", slip)
              .set(4, Digits.of(slip.fen(), 12))
              .set(61, slip.original().batch() + Digits.of(slip.original().trace(), 6));
      case REFUND ->
          transaction(Mti.FINANCIAL_ADVICE, "200000", "25", slip)
              .set(4, Digits.of(slip.fen(), 12))
              .set(37, slip.original().rrn());
    };
  }

  /** A refund on the terminal of its purchase can also name it by batch and trace. */
  IsoMessage refundByTrace(Slip slip) {
    return of(slip)
        .unset(37)
        .set(61, slip.original().batch() + Digits.of(slip.original().trace(), 6) + "0000");
  }

  IsoMessage reversal(IsoMessage original, String reason) {
    IsoMessage message = new IsoMessage(Mti.TERMINAL_REVERSAL);
    for (int field : REVERSED_FIELDS) {
      if (original.has(field)) {
        message.set(field, original.text(field));
      }
    }
    return message.set(39, reason);
  }

  IsoMessage withPin(IsoMessage message, TerminalKeys keys, RandomGenerator random) {
    Pan pan = new Pan(message.text(2));
    byte[] block = keys.encryptPin(PinFormat.ISO0, new ClearPin("123456"), pan, random).clear();
    return message.set(22, "021").set(26, "06").set(52, block).set(53, "2600000000000000");
  }

  IsoMessage settlement(int trace, String batch, Totals totals) {
    return base(Mti.SETTLEMENT, trace)
        .set(48, totals.domestic.digits() + totals.foreign.digits())
        .set(49, "156")
        .set(60, "00" + batch + "201");
  }

  IsoMessage upload(int trace, Slip slip) {
    String pan = slip.card().clear();
    String record =
        (slip.card().foreign() ? "01" : "00")
            + Digits.of(slip.trace(), 6)
            + "0".repeat(20 - pan.length())
            + pan
            + Digits.of(slip.fen(), 12);
    return base(Mti.BATCH_UPLOAD, trace)
        .set(48, "01" + record)
        .set(60, "00" + slip.batch() + "201");
  }

  IsoMessage endOfUpload(int trace, String batch, int count) {
    return base(Mti.BATCH_UPLOAD, trace).set(48, Digits.of(count, 4)).set(60, "00" + batch + "202");
  }

  private IsoMessage base(Mti type, int trace) {
    return new IsoMessage(type).set(11, Digits.of(trace, 6)).set(41, terminal).set(42, merchant);
  }

  private IsoMessage transaction(Mti type, String code, String kind, Slip slip) {
    return base(type, slip.trace())
        .set(2, slip.card().clear())
        .set(3, code)
        .set(14, slip.card().expiry())
        .set(22, "022")
        .set(25, "00")
        .set(49, "156")
        .set(60, kind + slip.batch() + "00060");
  }

  /** Both halves of a batch's totals. */
  record Totals(Half domestic, Half foreign) {}

  /** Totals of the domestic or of the foreign cards. */
  record Half(long debitFen, int debits, long creditFen, int credits) {

    static final Half NONE = new Half(0, 0, 0, 0);

    Half debit(long fen) {
      return new Half(debitFen + fen, debits + 1, creditFen, credits);
    }

    Half credit(long fen) {
      return new Half(debitFen, debits, creditFen + fen, credits + 1);
    }

    private String digits() {
      return Digits.of(debitFen, 12)
          + Digits.of(debits, 3)
          + Digits.of(creditFen, 12)
          + Digits.of(credits, 3)
          + "0";
    }
  }
}
