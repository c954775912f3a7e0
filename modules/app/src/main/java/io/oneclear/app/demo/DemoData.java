package io.oneclear.app.demo;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.YamlRecords;
import io.oneclear.app.demo.DemoFile.DemoMerchant;
import io.oneclear.app.wiring.Setup;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.Pan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.Track2;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.KeyUsage;
import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.TerminalAlgorithm;
import io.oneclear.simulator.scheme.LinkKeys;
import io.oneclear.store.Registry;
import io.oneclear.store.Registry.LinkKeyUsage;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Whom the demo acquires for, and with which keys. Made once for a data directory and written to
 * its {@code demo/}; a later start reads the same again.
 */
public final class DemoData implements Setup.Seed {

  static final String LINK = "unionpay";

  private static final String SERVICE_CODE_AND_REST = "10100000";

  private final List<DemoMerchant> merchants;
  private final List<DemoTerminal> terminals;
  private final List<DemoCard> cards;
  private final LinkKeys linkKeys;
  private final Clock clock;

  private DemoData(
      List<DemoMerchant> merchants,
      List<DemoTerminal> terminals,
      List<DemoCard> cards,
      LinkKeys linkKeys,
      Clock clock) {
    this.merchants = merchants;
    this.terminals = terminals;
    this.cards = cards;
    this.linkKeys = linkKeys;
    this.clock = clock;
  }

  /**
   * @param size how many terminals and merchants there are to be beyond the demo's own
   */
  public static DemoData open(
      Installation installation,
      DataDirectory data,
      DemoSize size,
      RandomGenerator random,
      Clock clock) {
    YamlRecords yaml = new YamlRecords();
    List<DemoMerchant> own =
        yaml.read(installation.cfg().resolve("demo/merchants.yaml"), DemoFile.Merchants.class)
            .merchants();
    DemoFile.Cards cards =
        yaml.read(installation.cfg().resolve("demo/cards.yaml"), DemoFile.Cards.class);
    return DemoDirectory.alone(
        data.demo(),
        directory -> {
          List<DemoTerminal> terminals =
              directory.terminals(size.terminals(), have -> newTerminals(own, have, size, random));
          return new DemoData(
              GeneratedMerchants.with(own, terminals.stream().map(DemoTerminal::merchant)),
              terminals,
              directory.cards(() -> newCards(cards)),
              directory.linkKeys(
                  () -> new LinkKeys(newKey(16, random), newKey(16, random), newKey(16, random))),
              clock);
        });
  }

  /** The demo's own, and those made for its terminals. */
  List<DemoMerchant> merchants() {
    return merchants;
  }

  public List<DemoTerminal> terminals() {
    return terminals;
  }

  public List<DemoCard> cards() {
    return cards;
  }

  public LinkKeys linkKeys() {
    return linkKeys;
  }

  @Override
  public void plant(Registry registry, KeyCeremony ceremony) {
    Instant now = clock.instant();
    LocalDate day = registry.openDay().orElseThrow();
    registry.saveMerchants(merchants.stream().map(DemoMerchant::merchant).toList());
    registry.saveAccounts(merchants.stream().map(m -> m.settlementAccount(now)).toList());
    registry.saveTerminals(
        terminals.stream().map(terminal -> terminal(terminal, ceremony, day)).toList());
    saveLinkKey(registry, ceremony, LinkKeyUsage.ZMK, KeyUsage.KEY_ENCRYPTION, linkKeys.zmk());
    saveLinkKey(registry, ceremony, LinkKeyUsage.ZPK, KeyUsage.PIN_ENCRYPTION, linkKeys.zpk());
    saveLinkKey(registry, ceremony, LinkKeyUsage.ZAK, KeyUsage.MAC, linkKeys.zak());
  }

  /** Only what is missing: a key reset may have replaced the first keys since. */
  private void saveLinkKey(
      Registry registry, KeyCeremony ceremony, LinkKeyUsage usage, KeyUsage bound, ClearKey key) {
    if (registry.linkKey(LINK, usage).isEmpty()) {
      registry.saveLinkKey(LINK, usage, ceremony.wrap(bound, key), clock.instant());
    }
  }

  private static Terminal terminal(DemoTerminal demo, KeyCeremony ceremony, LocalDate day) {
    return new Terminal(
        demo.id(),
        demo.merchant(),
        "DEMO-" + demo.id().code(),
        Terminal.State.ACTIVE,
        switch (demo.algorithm()) {
          case DES -> Terminal.KeyAlgorithm.DES;
          case TRIPLE_DES -> Terminal.KeyAlgorithm.TDES;
        },
        ceremony.wrap(KeyUsage.KEY_ENCRYPTION, demo.tmk()),
        null,
        null,
        new BatchNumber(1),
        day,
        Terminal.BatchState.OPEN);
  }

  private static List<DemoTerminal> newTerminals(
      List<DemoMerchant> merchants,
      List<DemoTerminal> have,
      DemoSize size,
      RandomGenerator random) {
    List<DemoTerminal> terminals = new ArrayList<>(have);
    if (terminals.isEmpty()) {
      for (DemoMerchant merchant : merchants) {
        var ids = merchant.terminals().ids();
        for (int i = 0; i < ids.size(); i++) {
          TerminalAlgorithm algorithm = merchant.terminals().algorithm(i);
          ClearKey tmk = newKey(algorithm == TerminalAlgorithm.DES ? 8 : 16, random);
          terminals.add(new DemoTerminal(ids.get(i), merchant.merchant().id(), tmk, algorithm));
        }
      }
    }
    GeneratedMerchants beyond = new GeneratedMerchants(merchants.getFirst());
    for (int number = terminals.size(); number < size.terminals(); number++) {
      TerminalId id = new TerminalId(String.format(Locale.ROOT, "L%07d", number));
      MerchantId merchant = beyond.turn(number, size.merchants());
      terminals.add(
          new DemoTerminal(id, merchant, newKey(16, random), TerminalAlgorithm.TRIPLE_DES));
    }
    return terminals;
  }

  private static ClearKey newKey(int length, RandomGenerator random) {
    return ClearKey.randomDes(length, random);
  }

  private static List<DemoCard> newCards(DemoFile.Cards file) {
    List<DemoCard> cards = new ArrayList<>();
    for (DemoFile.Range range : file.ranges()) {
      for (int serial = 1; serial <= range.count(); serial++) {
        Pan pan = pan(range, serial);
        Track2 track2 = new Track2(pan.clear() + "=" + file.expiry() + SERVICE_CODE_AND_REST);
        CardProduct product = CardProduct.of(range.product().name());
        cards.add(new DemoCard(pan, file.pin(), file.expiry(), track2, product));
      }
    }
    return cards;
  }

  /** BIN, serial number, and the Luhn digit that makes it a card number. */
  private static Pan pan(DemoFile.Range range, int serial) {
    int serialDigits = range.length() - range.bin().length() - 1;
    String start = range.bin() + String.format(Locale.ROOT, "%0" + serialDigits + "d", serial);
    for (int check = 0; check < 10; check++) {
      Pan pan = new Pan(start + check);
      if (pan.luhnValid()) {
        return pan;
      }
    }
    throw new IllegalStateException("one of ten digits is always the Luhn digit");
  }
}
