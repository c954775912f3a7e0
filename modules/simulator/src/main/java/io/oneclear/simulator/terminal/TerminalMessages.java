package io.oneclear.simulator.terminal;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.CurrencyCode;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.Mti;
import io.oneclear.message.Stan;
import io.oneclear.message.pos.BatchEnd48;
import io.oneclear.message.pos.BatchRecord;
import io.oneclear.message.pos.BatchRecords48;
import io.oneclear.message.pos.BatchTotals;
import io.oneclear.message.pos.SettlementTotals48;
import io.oneclear.security.ClearPin;
import io.oneclear.security.PinFormat;
import io.oneclear.security.TerminalKeys;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.TerminalAlgorithm;
import io.oneclear.simulator.terminal.TerminalRequest.Kind;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Builds a terminal's messages, field by field, as the UnionPay terminal rules list them. Keeps no
 * state; batch and trace are given.
 */
public final class TerminalMessages {

  private static final String OPERATOR = "01 ";
  private static final String NO_ORGANISATION = "000";

  /** 60.4 = 5 (reads chips), 60.5 = 0 (no fallback). */
  private static final String CAPABILITY = "50";

  private final DemoTerminal terminal;
  private final RandomGenerator random;

  public TerminalMessages(DemoTerminal terminal, RandomGenerator random) {
    this.terminal = terminal;
    this.random = random;
  }

  public TerminalRequest signOn(BatchNumber batch, Stan trace) {
    IsoMessage message =
        management(Mti.MANAGEMENT, batch, trace, terminal.algorithm().keyScheme().code())
            .set(63, OPERATOR);
    return new TerminalRequest(Kind.SIGN_ON, batch, trace, message, null, 0);
  }

  public TerminalRequest signOff(BatchNumber batch, Stan trace) {
    IsoMessage message = management(Mti.MANAGEMENT_ADVICE, batch, trace, "002");
    return new TerminalRequest(Kind.SIGN_OFF, batch, trace, message, null, 0);
  }

  public TerminalRequest echo(BatchNumber batch, Stan trace) {
    IsoMessage message = management(Mti.MANAGEMENT_ADVICE, batch, trace, "301");
    return new TerminalRequest(Kind.ECHO, batch, trace, message, null, 0);
  }

  /**
   * @param pin what the cardholder types; null to take the card's own
   */
  public TerminalRequest balance(
      BatchNumber batch,
      Stan trace,
      DemoCard card,
      CardEntry entry,
      String pin,
      TerminalKeys keys) {
    IsoMessage message = card(Mti.FINANCIAL, trace, card, entry, typed(card, pin), keys);
    message.set(3, "310000").set(60, field60("01", batch, "000"));
    return new TerminalRequest(Kind.BALANCE, batch, trace, message, card, 0);
  }

  /**
   * @param pin what the cardholder types; null to take the card's own
   */
  public TerminalRequest purchase(
      BatchNumber batch,
      Stan trace,
      DemoCard card,
      long fen,
      CardEntry entry,
      String pin,
      TerminalKeys keys) {
    IsoMessage message = card(Mti.FINANCIAL, trace, card, entry, typed(card, pin), keys);
    message.set(3, "000000").set(4, amount(fen)).set(60, field60("22", batch, "000"));
    if (entry.chip()) {
      message.set(55, chipData(fen, trace));
    }
    return new TerminalRequest(Kind.PURCHASE, batch, trace, message, card, fen);
  }

  public TerminalRequest voidSale(BatchNumber batch, Stan trace, Sale sale, TerminalKeys keys) {
    IsoMessage message =
        card(
            Mti.FINANCIAL,
            trace,
            sale.card(),
            CardEntry.MAGNETIC_WITH_PIN,
            sale.card().pin(),
            keys);
    message.set(3, "200000").set(4, amount(sale.fen())).set(60, field60("23", batch, "000"));
    original(message, sale);
    message.set(61, sale.batch().digits() + sale.trace().digits());
    return new TerminalRequest(Kind.VOID, batch, trace, message, sale.card(), sale.fen());
  }

  public TerminalRequest refund(BatchNumber batch, Stan trace, Sale sale, long fen) {
    IsoMessage message =
        card(Mti.FINANCIAL_ADVICE, trace, sale.card(), CardEntry.MAGNETIC, null, null);
    message.set(3, "200000").set(4, amount(fen)).set(60, field60("25", batch, "000"));
    original(message, sale);
    message.set(61, sale.batch().digits() + sale.trace().digits() + sale.date());
    message.set(63, NO_ORGANISATION);
    return new TerminalRequest(Kind.REFUND, batch, trace, message, sale.card(), fen);
  }

  /**
   * The reversal of a purchase or void: the original's own trace and batch.
   *
   * @param reason field 39: 98 no answer, A0 wrong MAC, 06 other
   */
  public TerminalRequest reversal(TerminalRequest original, String reason) {
    IsoMessage message =
        new IsoMessage(Mti.TERMINAL_REVERSAL).set(2, original.card().pan().clear());
    for (int field : new int[] {3, 4, 11, 22, 23, 25, 38, 41, 42, 49, 60, 61}) {
      if (original.message().has(field)) {
        message.set(field, original.message().text(field));
      }
    }
    message.set(14, original.card().expiry()).set(39, reason);
    return new TerminalRequest(
        Kind.REVERSAL,
        original.batch(),
        original.trace(),
        message,
        original.card(),
        original.fen());
  }

  public TerminalRequest settlement(
      BatchNumber batch, Stan trace, BatchTotals domestic, BatchTotals foreign) {
    IsoMessage message =
        management(Mti.SETTLEMENT, batch, trace, "201")
            .set(48, new SettlementTotals48(domestic, foreign).encode())
            .set(49, CurrencyCode.CNY.digits())
            .set(63, OPERATOR);
    return new TerminalRequest(Kind.SETTLEMENT, batch, trace, message, null, 0);
  }

  public TerminalRequest upload(BatchNumber batch, Stan trace, List<BatchRecord> records) {
    IsoMessage message =
        management(Mti.BATCH_UPLOAD, batch, trace, "201")
            .set(48, new BatchRecords48(records).encode());
    return new TerminalRequest(Kind.UPLOAD, batch, trace, message, null, 0);
  }

  /**
   * @param equal what the settlement's answer said
   */
  public TerminalRequest uploadEnd(BatchNumber batch, Stan trace, int records, boolean equal) {
    IsoMessage message =
        management(Mti.BATCH_UPLOAD, batch, trace, equal ? "207" : "202")
            .set(48, new BatchEnd48(records).encode());
    return new TerminalRequest(Kind.UPLOAD_END, batch, trace, message, null, 0);
  }

  private IsoMessage management(Mti mti, BatchNumber batch, Stan trace, String networkCode) {
    return identified(new IsoMessage(mti).set(11, trace.digits()))
        .set(60, "00" + batch.digits() + networkCode);
  }

  private IsoMessage card(
      Mti mti, Stan trace, DemoCard card, CardEntry entry, String pin, TerminalKeys keys) {
    IsoMessage message =
        identified(new IsoMessage(mti).set(11, trace.digits()))
            .set(22, entry.code())
            .set(25, "00")
            .set(49, CurrencyCode.CNY.digits());
    if (entry.chip()) {
      message.set(2, card.pan().clear()).set(14, card.expiry()).set(23, "001");
    } else {
      message.set(35, card.track2().clear());
    }
    if (entry.withPin()) {
      boolean single = terminal.algorithm() == TerminalAlgorithm.DES;
      byte[] block = keys.encryptPin(PinFormat.ISO0, new ClearPin(pin), card.pan(), random).clear();
      message.set(26, "06").set(52, block);
      message.set(53, single ? "2000000000000000" : "2600000000000000");
    }
    return message;
  }

  private IsoMessage identified(IsoMessage message) {
    return message.set(41, terminal.id().code()).set(42, terminal.merchant().code());
  }

  private static void original(IsoMessage message, Sale sale) {
    message.set(37, sale.rrn().code());
    if (sale.authorizationCode() != null) {
      message.set(38, sale.authorizationCode());
    }
  }

  private static String typed(DemoCard card, String pin) {
    return pin == null ? card.pin() : pin;
  }

  private static String field60(String type, BatchNumber batch, String networkCode) {
    return type + batch.digits() + networkCode + CAPABILITY;
  }

  static String amount(long fen) {
    String digits = Long.toString(fen);
    return "0".repeat(12 - digits.length()) + digits;
  }

  /** The tags of a contactless-free purchase in their usual order; the cryptogram is made up. */
  private static byte[] chipData(long fen, Stan trace) {
    String hex =
        "9F2608"
            + HexFormat.of().toHexDigits(fen * 1_000_003 + trace.number())
            + "9F2701809F101307010103A0A802010A010000000000DEADBEEF"
            + "9F3704"
            + HexFormat.of().toHexDigits(trace.number())
            + "9F3602"
            + HexFormat.of().toHexDigits((short) trace.number())
            + "950500000000009A032611229C01009F0206"
            + amount(fen)
            + "5F2A020156820278009F1A0201569F03060000000000009F3303E0F0F8"
            + "9F34034203009F3501229F1E0831323334353637388408A0000003330101029F090200209F410400"
            + trace.digits();
    return HexFormat.of().parseHex(hex);
  }
}
