package io.oneclear.bench.purchase;

import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.FieldTable;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Mti;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosOptions;
import io.oneclear.security.ClearKey;
import io.oneclear.security.ClearPin;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.TerminalKeys;
import io.oneclear.switching.Terminals.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;

/** A signed-on terminal with a magnetic card and a PIN, and what the switch knows of it. */
public final class TerminalLeg {

  static final Pan CARD = new Pan("6225000000000006");

  private static final byte[] TPDU = HexFormat.of().parseHex("6000030000");
  private static final byte[] HEADER = HexFormat.of().parseHex("603100310100");
  private static final String TERMINAL = "10000001";
  private static final String MERCHANT = "898110153310001";
  private static final LocalDate BATCH_OPENED_ON = LocalDate.of(2026, 11, 22);

  private final PosDialect dialect;
  private final TerminalKeys keys;
  private final PinBlock pinBlock;
  private final Profile profile;

  /** Signs it on. */
  public TerminalLeg(KeyRoom room) throws IOException {
    dialect =
        new PosDialect(
            FieldTable.load(Path.of("cfg/packager/unionpay-pos.xml")), PosOptions.STANDARD);
    ClearKey tmk = room.ceremony().newKey(16);
    KeyBlock wrapped = room.ceremony().wrap(KeyUsage.KEY_ENCRYPTION, tmk);
    SecurityModule.WorkingKeys working =
        room.module().newWorkingKeys(KeyScheme.DOUBLE_DES, wrapped).join();
    keys = TerminalKeys.open(tmk, working.field62());
    pinBlock = keys.encryptPin(PinFormat.ISO0, new ClearPin("123456"), CARD, room.random());
    profile = new Profile(terminal(wrapped, working), merchant());
  }

  private static Terminal terminal(KeyBlock tmk, SecurityModule.WorkingKeys working) {
    return new Terminal(
        new TerminalId(TERMINAL),
        new MerchantId(MERCHANT),
        "SN" + TERMINAL,
        Terminal.State.ACTIVE,
        Terminal.KeyAlgorithm.TDES,
        tmk,
        working.pinKey(),
        working.macKey(),
        new BatchNumber(1),
        BATCH_OPENED_ON,
        Terminal.BatchState.OPEN);
  }

  private static Merchant merchant() {
    return new Merchant(
        new MerchantId(MERCHANT),
        "街角小店 上海",
        "街角小店有限公司",
        "91310000MA1K000001",
        "5411",
        MerchantState.LIVE,
        "standard",
        SettlementCycle.T1,
        new Limits(5_000_000, 30));
  }

  /** A purchase of ¥100 with PIN and MAC, as a frame. */
  public byte[] purchase(int trace) {
    IsoMessage message =
        new IsoMessage(Mti.FINANCIAL)
            .set(2, CARD.clear())
            .set(3, "000000")
            .set(4, "000000010000")
            .set(11, "%06d".formatted(trace))
            .set(14, "3012")
            .set(22, "021")
            .set(25, "00")
            .set(26, "12")
            .set(35, CARD.clear() + "D30122010000000000")
            .set(41, TERMINAL)
            .set(42, MERCHANT)
            .set(49, "156")
            .set(52, pinBlock.clear())
            .set(53, "2600000000000000")
            .set(60, "22000001000500");
    byte[] mac = keys.mac(dialect.macData(message));
    return dialect.encode(TPDU, HEADER, message.set(64, mac));
  }

  public PosDialect dialect() {
    return dialect;
  }

  /** What the switch has of the terminal and its merchant. */
  public Profile profile() {
    return profile;
  }

  KeyBlock macKey() {
    return profile.terminal().macKey();
  }

  KeyBlock pinKey() {
    return profile.terminal().pinKey();
  }

  PinBlock pinBlock() {
    return pinBlock;
  }

  /** As the terminal sees it: MAC right, and approved. */
  boolean believesApproval(byte[] answer) throws MalformedMessageException {
    var read = dialect.decode(answer);
    return keys.macMatches(read.macData(), read.mac()) && "00".equals(read.message().text(39));
  }
}
