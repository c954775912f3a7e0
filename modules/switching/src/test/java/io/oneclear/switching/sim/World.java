package io.oneclear.switching.sim;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.FieldTable;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosOptions;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.MasterKey;
import io.oneclear.security.PanProtection;
import io.oneclear.security.SchemeKeys;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import io.oneclear.switching.Links;
import io.oneclear.switching.Router;
import io.oneclear.switching.Switch;
import io.oneclear.switching.SwitchConfig;
import io.oneclear.switching.SwitchParts;
import io.oneclear.switching.Terminals;
import io.oneclear.switching.forward.StoreAndForward;
import io.oneclear.switching.forward.StoreAndForwardConfig;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.route.Bin;
import io.oneclear.switching.route.BinTable;
import io.oneclear.switching.stamp.Rrns;
import io.oneclear.switching.stamp.TransactionIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * A switch with everything around it: one merchant, a terminal, a scheme with a spare link. The
 * clock stands at half past ten in the morning, local time.
 */
public final class World {

  public static final String DEBIT_CARD = "6222021234567894";
  public static final String CREDIT_CARD = "6250941234567898";
  public static final String FOREIGN_CARD = "4000001234567899";
  public static final String UNROUTED_CARD = "9999991234567893";
  public static final String MERCHANT = "898110153110001";
  public static final String TERMINAL = "10000001";

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  public final VirtualTime time = new VirtualTime(Instant.parse("2026-11-22T02:30:00Z"));
  public final MemoryJournal journal = new MemoryJournal(time, TODAY);
  public final MemoryTerminals terminals = new MemoryTerminals(journal);
  public final CountingMetrics metrics = new CountingMetrics();
  public final Links links = new Links();
  public final ScriptedScheme scheme;
  public final ScriptedScheme spare;
  public final FlakySecurity security;
  public final SchemeKeys schemeKeys;
  public final PanProtection pans;
  public final Router router;
  public final PosDialect dialect;
  public final PosTerminal terminal;
  public final StoreAndForward storeAndForward;
  public final Switch target;

  private final Random random = new Random(7);
  private final KeyCeremony ceremony;
  private final ClearKey tmk = ClearKey.des("0123456789ABCDEFFEDCBA9876543210");

  public World() {
    this(SwitchConfig.DEFAULT, StoreAndForwardConfig.DEFAULT);
  }

  public World(SwitchConfig config, StoreAndForwardConfig storeAndForwardConfig) {
    MasterKey lmk = MasterKey.random(random);
    ceremony = new KeyCeremony(lmk, random);
    pans = PanProtection.of(MasterKey.random(random), random);
    security =
        new FlakySecurity(new SoftwareSecurityModule(lmk, SoftwareModuleConfig.DEFAULT, random));
    ClearKey zpk = ceremony.newKey(16);
    schemeKeys = new SchemeKeys(zpk, ceremony.newKey(16));
    scheme = new ScriptedScheme("cups", time, ceremony.wrap(KeyUsage.PIN_ENCRYPTION, zpk));
    spare = new ScriptedScheme("spare", time, ceremony.wrap(KeyUsage.PIN_ENCRYPTION, zpk));
    links.add(scheme);
    links.add(spare);
    router = new Router(bins(), links);
    dialect = new PosDialect(posTable(), PosOptions.STANDARD);
    target = node(config, 1);
    storeAndForward =
        new StoreAndForward(
            storeAndForwardConfig,
            new StoreAndForward.Parts(
                journal, links, terminals, pans, time, time, random, metrics));
    terminals.put(terminal(TERMINAL, Terminal.State.ACTIVE), merchant(MerchantState.LIVE));
    terminal = new PosTerminal(target, dialect, TERMINAL, MERCHANT, tmk);
  }

  private Switch node(SwitchConfig config, int number) {
    return new Switch(
        config,
        new SwitchParts(
            dialect,
            terminals,
            journal,
            security,
            pans,
            router,
            links,
            new TransactionIds(number, time),
            new Rrns(number, time),
            time,
            time,
            metrics));
  }

  /** The terminal as it speaks to a second node over the same journal. */
  public PosTerminal secondNode() {
    return terminal.at(node(SwitchConfig.DEFAULT, 2));
  }

  /** A world whose terminal has signed on. */
  public static World signedOn() {
    World world = new World();
    world.signOn();
    return world;
  }

  public void signOn() {
    PosTerminal.Heard heard = terminal.send(terminal.signOn("003"));
    settle();
    terminal.install(heard.answer());
  }

  /** Another terminal of the same merchant and with the same master key, signed on. */
  public PosTerminal anotherTerminal(String id) {
    terminals.put(terminal(id, Terminal.State.ACTIVE), merchant(MerchantState.LIVE));
    PosTerminal another = new PosTerminal(target, dialect, id, MERCHANT, tmk);
    PosTerminal.Heard heard = another.send(another.signOn("003"));
    settle();
    another.install(heard.answer());
    return another;
  }

  /** Somebody who says this of himself; nothing is registered. */
  public PosTerminal stranger(String id, String merchant) {
    return new PosTerminal(target, dialect, id, merchant, tmk);
  }

  /** What is known of the terminal now. */
  public Terminals.Profile profile() {
    return terminals.find(new TerminalId(TERMINAL)).orElseThrow();
  }

  public Merchant merchant(MerchantState state) {
    return new Merchant(
        new MerchantId(MERCHANT),
        "一清小店",
        "一清小店有限公司",
        "91310000MA1K000001",
        "5311",
        state,
        "standard",
        SettlementCycle.T1,
        new Limits(5_000_000, 30));
  }

  /** A terminal that has not signed on yet. */
  public Terminal terminal(String id, Terminal.State state) {
    return new Terminal(
        new TerminalId(id),
        new MerchantId(MERCHANT),
        "SN" + id,
        state,
        Terminal.KeyAlgorithm.TDES,
        ceremony.wrap(KeyUsage.KEY_ENCRYPTION, tmk),
        null,
        null,
        new BatchNumber(1),
        TODAY,
        Terminal.BatchState.OPEN);
  }

  /** Lets a second pass: enough for whatever is not meant to wait. */
  public void settle() {
    time.pass(Duration.ofSeconds(1));
  }

  /** States of all transactions, in the order they were begun. */
  public List<TransactionState> states() {
    return journal.entries().stream().map(JournalEntry::state).toList();
  }

  private static BinTable bins() {
    return new BinTable(
        List.of(
            new Bin("622202", CardProduct.DEBIT, "ICBC", List.of("cups", "spare")),
            new Bin("625094", CardProduct.CREDIT, "CEB", List.of("cups")),
            new Bin("400000", CardProduct.FOREIGN, "Visa test", List.of("cups"))));
  }

  private static FieldTable posTable() {
    try {
      return FieldTable.load(Path.of("../../cfg/packager/unionpay-pos.xml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For messages that are built by hand. */
  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
