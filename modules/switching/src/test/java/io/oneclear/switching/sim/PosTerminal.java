package io.oneclear.switching.sim;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.security.ClearKey;
import io.oneclear.security.ClearPin;
import io.oneclear.security.PinFormat;
import io.oneclear.security.TerminalKeys;
import io.oneclear.switching.Reply;
import io.oneclear.switching.Switch;
import java.util.HexFormat;
import java.util.Random;

/**
 * A terminal with a master key: builds frames field by field, makes MACs and PIN blocks with the
 * working keys of its last sign-on, and checks what comes back.
 */
public final class PosTerminal {

  private static final byte[] TPDU = HexFormat.of().parseHex("6000030000");
  private static final byte[] HEADER = HexFormat.of().parseHex("603100310100");

  private final Switch target;
  private final PosDialect dialect;
  private final String id;
  private final String merchant;
  private final ClearKey tmk;
  private final Random random = new Random(41);
  private TerminalKeys keys;
  private String batch = "000001";

  public PosTerminal(Switch target, PosDialect dialect, String id, String merchant, ClearKey tmk) {
    this.target = target;
    this.dialect = dialect;
    this.id = id;
    this.merchant = merchant;
    this.tmk = tmk;
  }

  /** The same terminal, with its keys, connected to another node. */
  PosTerminal at(Switch node) {
    PosTerminal same = new PosTerminal(node, dialect, id, merchant, tmk);
    same.keys = keys;
    same.batch = batch;
    return same;
  }

  public String id() {
    return id;
  }

  public String batch() {
    return batch;
  }

  /** What came back to one frame; filled when it comes. */
  public static final class Heard implements Reply {

    private final PosTerminal terminal;
    private Answer answer = new Answer(null, false, null);
    private int times;

    private Heard(PosTerminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void send(byte[] frame) {
      times++;
      answer = terminal.read(frame);
    }

    @Override
    public void drop(String reason) {
      times++;
      answer = new Answer(null, false, reason);
    }

    @Override
    public void hangUp(String reason) {
      drop(reason);
    }

    public Answer answer() {
      return answer;
    }

    public String code() {
      return answer.code();
    }

    /** How often the switch replied: once is right. */
    public int times() {
      return times;
    }
  }

  // --- messages --------------------------------------------------------------------------------

  public IsoMessage signOn(String scheme) {
    return base(Mti.MANAGEMENT, 1).set(60, "00" + batch + scheme);
  }

  public IsoMessage management(String code) {
    return base(Mti.MANAGEMENT_ADVICE, 1).set(60, "00" + batch + code);
  }

  public IsoMessage purchase(int trace, String pan, long fen) {
    return transaction(Mti.FINANCIAL, "000000", "22", trace, pan).set(4, amount(fen));
  }

  public IsoMessage balance(int trace, String pan) {
    return transaction(Mti.FINANCIAL, "310000", "01", trace, pan);
  }

  public IsoMessage voiding(int trace, String pan, long fen, int originalTrace) {
    return transaction(Mti.FINANCIAL, "200000", "23", trace, pan)
        .set(4, amount(fen))
        .set(61, batch + digits(originalTrace, 6));
  }

  /** A refund that names its original by our retrieval reference number. */
  public IsoMessage refund(int trace, String pan, long fen, String rrn) {
    return transaction(Mti.FINANCIAL_ADVICE, "200000", "25", trace, pan)
        .set(4, amount(fen))
        .set(37, rrn);
  }

  /** A refund that names its original by batch and trace. */
  public IsoMessage refundByTrace(
      int trace, String pan, long fen, String originalBatch, int original) {
    return transaction(Mti.FINANCIAL_ADVICE, "200000", "25", trace, pan)
        .set(4, amount(fen))
        .set(61, originalBatch + digits(original, 6) + "0000");
  }

  public IsoMessage reversal(IsoMessage original, String reason) {
    IsoMessage message = new IsoMessage(Mti.TERMINAL_REVERSAL);
    for (int field : new int[] {2, 3, 4, 11, 14, 22, 23, 25, 41, 42, 49, 60, 61}) {
      if (original.has(field)) {
        message.set(field, original.text(field));
      }
    }
    return message.set(39, reason);
  }

  /** Batch settlement: debit and credit totals of domestic cards. */
  public IsoMessage settlement(int trace, long debitFen, int debits, long creditFen, int credits) {
    String domestic =
        amount(debitFen) + digits(debits, 3) + amount(creditFen) + digits(credits, 3) + "0";
    return base(Mti.SETTLEMENT, trace)
        .set(48, domestic + "0".repeat(31))
        .set(49, "156")
        .set(60, "00" + batch + "201");
  }

  public IsoMessage upload(int trace, int originalTrace, String pan, long fen) {
    String record =
        "00" + digits(originalTrace, 6) + "0".repeat(20 - pan.length()) + pan + amount(fen);
    return base(Mti.BATCH_UPLOAD, trace).set(48, "01" + record).set(60, "00" + batch + "201");
  }

  public IsoMessage endOfUpload(int trace, int count) {
    return base(Mti.BATCH_UPLOAD, trace).set(48, digits(count, 4)).set(60, "00" + batch + "202");
  }

  /** Adds a PIN to a transaction, encrypted under the PIN key of the last sign-on. */
  public IsoMessage withPin(IsoMessage message, String pin) {
    Pan pan = new Pan(message.text(2));
    byte[] block = keys.encryptPin(PinFormat.ISO0, new ClearPin(pin), pan, random).clear();
    return message.set(22, "021").set(26, "06").set(52, block).set(53, "2600000000000000");
  }

  private IsoMessage base(Mti type, int trace) {
    return new IsoMessage(type).set(11, digits(trace, 6)).set(41, id).set(42, merchant);
  }

  private IsoMessage transaction(Mti type, String code, String kind, int trace, String pan) {
    return base(type, trace)
        .set(2, pan)
        .set(3, code)
        .set(14, "3012")
        .set(22, "022")
        .set(25, "00")
        .set(49, "156")
        .set(60, kind + batch + "00060");
  }

  // --- sending ---------------------------------------------------------------------------------

  /** Sends with a MAC if the type carries one. */
  public Heard send(IsoMessage message) {
    return switch (message.mti().digits()) {
      case "0200", "0220", "0400" -> sendWithMac(message);
      default -> sendBare(message);
    };
  }

  public Heard sendBare(IsoMessage message) {
    return sendFrame(dialect.encode(TPDU, HEADER, message));
  }

  public Heard sendFrame(byte[] frame) {
    Heard heard = new Heard(this);
    target.handle(frame, heard);
    return heard;
  }

  private Heard sendWithMac(IsoMessage message) {
    return sendFrame(frameOf(message));
  }

  /** The frame with the MAC; before the first sign-on any eight bytes stand for one. */
  public byte[] frameOf(IsoMessage message) {
    byte[] mac = keys == null ? new byte[] {1, 2, 3, 4, 5, 6, 7, 8} : macOf(message);
    return dialect.encode(TPDU, HEADER, message.set(64, mac));
  }

  private byte[] macOf(IsoMessage message) {
    return keys.mac(dialect.macData(message));
  }

  /** Takes the working keys and the batch number of a sign-on answer. */
  public void install(Answer answer) {
    keys = TerminalKeys.open(tmk, answer.message().bytes(62));
    batch = answer.text(60).substring(2, 8);
  }

  private Answer read(byte[] frame) {
    try {
      var decoded = dialect.decode(frame);
      boolean right =
          keys != null && decoded.hasMac() && keys.macMatches(decoded.macData(), decoded.mac());
      return new Answer(decoded.message(), right, null);
    } catch (MalformedMessageException e) {
      throw new AssertionError("the switch answered with what is no message", e);
    }
  }

  static String amount(long fen) {
    return digits(fen, 12);
  }

  static String digits(long number, int width) {
    String text = Long.toString(number);
    return "0".repeat(width - text.length()) + text;
  }
}
