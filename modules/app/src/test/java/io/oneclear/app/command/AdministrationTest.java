package io.oneclear.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Books;
import io.oneclear.app.wiring.MasterKeys;
import io.oneclear.app.wiring.Site;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.SettlementAccount;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import io.oneclear.store.Registry.LinkKeyUsage;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What brings a new node to its first sale, on a real database. */
class AdministrationTest {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final SplittableRandom RANDOM = new SplittableRandom(60);
  private static final String MERCHANT = "490100058120101";
  private static final String LICENCE = "北京湘味餐饮管理有限公司";

  @TempDir static Path directory;

  /** Keeps the embedded database up; the commands join it. */
  private static Books books;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void start() throws IOException {
    Installation installation = Installation.find();
    OneClearConfig config = OneClearConfig.read(installation, Map.of());
    DataDirectory data = new DataDirectory(directory);
    MasterKeys.create(config, data, new SecureRandom());
    Clock clock = Clock.system(LocalTimes.ZONE);
    books = Books.embedded(new Site(installation, config, data, clock));
    Path file = merchants(entry(MERCHANT, "STANDARD", LICENCE, ""));
    AdministrationTest first = new AdministrationTest();
    assertThat(first.run("", "merchant", "load", file.toString())).as(first.complaint()).isZero();
  }

  @AfterAll
  static void stop() {
    books.close();
  }

  @Test
  void linkKeysThatAreLoadedAreTheOnesTheSchemeHolds() throws Exception {
    ClearKey zmk = ClearKey.randomDes(16, RANDOM);
    ClearKey zpk = ClearKey.randomDes(16, RANDOM);
    assertThat(run(components(zmk, 3), "key", "load", "--link", "unionpay", "--usage", "zmk"))
        .as(complaint())
        .isZero();
    assertThat(said()).contains("check value " + checkValue(zmk));

    String sent = HEX.formatHex(encrypted(zmk, zpk.clear()));
    assertThat(run(sent, "key", "load", "--link", "unionpay", "--usage", "ZPK"))
        .as(complaint())
        .isZero();
    assertThat(said()).contains("check value " + checkValue(zpk)).doesNotContain(sent);

    assertThat(storedCheckValue(LinkKeyUsage.ZMK, KeyUsage.KEY_ENCRYPTION))
        .isEqualTo(checkValue(zmk));
    assertThat(storedCheckValue(LinkKeyUsage.ZPK, KeyUsage.PIN_ENCRYPTION))
        .isEqualTo(checkValue(zpk));
  }

  @Test
  void aKeyWithAnotherCheckValueThanToldIsNotStored() {
    var before = books.registry().linkKey("unionpay", LinkKeyUsage.ZMK);
    ClearKey zmk = ClearKey.randomDes(16, RANDOM);
    String other = checkValue(zmk).equals("000000") ? "000001" : "000000";
    assertThat(
            run(
                components(zmk, 2),
                "key",
                "load",
                "--link",
                "unionpay",
                "--usage",
                "ZMK",
                "--check-value",
                other))
        .isEqualTo(3);
    assertThat(complaint()).contains("the check value is " + checkValue(zmk) + " and not " + other);
    assertThat(books.registry().linkKey("unionpay", LinkKeyUsage.ZMK)).isEqualTo(before);
  }

  /** What is typed, lines separated by a comma, and part of the refusal. */
  @ParameterizedTest(name = "[{index}] {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                  | 2 to 3 lines are needed
          0123456789ABCDEF0011223344556677                                    | 2 to 3 lines are needed
          0123456789ABCDEF0011223344556677,0123456789ABCDEF                   | component 2: 32 hexadecimal digits
          0123456789ABCDEF0011223344556677,0123456789ABCDEF00112233445566ZZ   | component 2: 32 hexadecimal digits
          0123456789ABCDEF0011223344556677,00000000000000000000000000000000   | component 2 is zero
          0123456789ABCDEF0011223344556677,0123456789ABCDEF0011223344556677   | the key would be zero
          0123456789ABCDEF0011223344556677,0123456789ABCDEE0011223344556677   | the key would be zero
          0123456789ABCDEF0011223344556677,1032547698BADCFE1100332255447766   | the halves of the key are the same
          """)
  void componentsThatMakeNoGoodKeyAreRefusedWithoutRepeatingThem(String typed, String refusal) {
    var before = books.registry().linkKey("unionpay", LinkKeyUsage.ZMK);
    assertThat(run(typed.replace(",", "\n"), "key", "load", "--link", "unionpay", "--usage", "ZMK"))
        .isEqualTo(3);
    assertThat(complaint().lines().toList()).singleElement().asString().contains(refusal);
    assertThat(complaint() + said()).doesNotContain("0123456789", "00112233", "45566ZZ");
    assertThat(books.registry().linkKey("unionpay", LinkKeyUsage.ZMK)).isEqualTo(before);
  }

  @Test
  void aLinkThatIsNotConfiguredGetsNoKey() {
    assertThat(run("", "key", "load", "--link", "nowhere", "--usage", "ZMK")).isEqualTo(3);
    assertThat(complaint()).contains("--link: 'nowhere' is not one of [unionpay]");
  }

  @Test
  void masterKeysAreMadeOnceForTheirOwnerAlone(@TempDir Path fresh) throws IOException {
    assertThat(command("", List.of("key", "new-master", "--data", fresh.toString()))).isZero();
    Path lmk = fresh.resolve("keys/lmk");
    Path pan = fresh.resolve("keys/pan");
    for (Path file : List.of(lmk, pan)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    String key = Files.readString(lmk);
    assertThat(said()).doesNotContain(key.strip());
    Files.delete(pan);

    assertThat(command("", List.of("key", "new-master", "--data", fresh.toString()))).isEqualTo(3);
    assertThat(complaint()).contains("lmk is there already");
    assertThat(Files.readString(lmk)).isEqualTo(key);
    assertThat(pan).doesNotExist();
  }

  @Test
  void aMerchantIsTakenOnWithItsAccount() throws IOException {
    String id = "490100058120102";
    Path file =
        merchants(entry(id, "STANDARD", LICENCE, "verifiedAt: \"2026-03-01T10:00:00+08:00\""));
    assertThat(run("", "merchant", "load", file.toString())).as(complaint()).isZero();
    assertThat(said()).contains(id, "verified 2026-03-01").doesNotContain("6217000010034567891");

    assertThat(books.registry().merchant(new MerchantId(id)).map(Merchant::licenceName))
        .contains(LICENCE);
    assertThat(books.registry().account(new MerchantId(id)).map(SettlementAccount::verifiedAt))
        .contains(Instant.parse("2026-03-01T02:00:00Z"));
    assertThat(books.registry().account(new MerchantId(MERCHANT)))
        .hasValueSatisfying(account -> assertThat(account.verified()).isFalse());
  }

  @Test
  void oneBadMerchantKeepsTheWholeFileOutAndEverythingWrongIsTold() throws IOException {
    Path file =
        merchants(
            entry("490100058120103", "STANDARD", LICENCE, ""),
            entry("490100058120104", "CHEAP", LICENCE, ""),
            entry("490100058120105", "STANDARD", "王小明", "verifiedAt: 2999-01-01T00:00:00Z"),
            entry(MERCHANT, "TIERED", LICENCE, ""));
    assertThat(run("", "merchant", "load", file.toString())).isEqualTo(3);
    assertThat(complaint().lines().toList())
        .singleElement()
        .asString()
        .contains(
            "nothing was loaded",
            "490100058120104 feePlan: 'CHEAP' is not in cfg/fees",
            "490100058120105 account.name: '王小明' is not the licence's",
            "account.verifiedAt: 2999-01-01T00:00Z is still to come",
            MERCHANT + " exists already and stays");
    assertThat(books.registry().merchant(new MerchantId("490100058120103"))).isEmpty();
    assertThat(books.registry().merchant(new MerchantId(MERCHANT)).map(Merchant::feePlan))
        .contains("STANDARD");
  }

  @Test
  void aTerminalIsAddedWithTheKeyItsDeviceHolds() {
    ClearKey tmk = ClearKey.randomDes(16, RANDOM);
    assertThat(addTerminal(components(tmk, 2), "90000001", MERCHANT, "SN-1", "3DES"))
        .as(complaint())
        .isZero();
    assertThat(said()).contains("TMK check value " + checkValue(tmk));
    assertThat(books.registry().terminal(new TerminalId("90000001")))
        .hasValueSatisfying(
            terminal -> {
              assertThat(terminal.merchant().code()).isEqualTo(MERCHANT);
              assertThat(terminal.algorithm()).isEqualTo(Terminal.KeyAlgorithm.TDES);
              assertThat(terminal.state()).isEqualTo(Terminal.State.ACTIVE);
              assertThat(checkValue(KeyUsage.KEY_ENCRYPTION, terminal.tmk()))
                  .isEqualTo(checkValue(tmk));
            });

    assertThat(addTerminal("", "90000001", MERCHANT, "SN-9", "3DES")).isEqualTo(3);
    assertThat(addTerminal("", "90000009", MERCHANT, "SN-1", "3DES")).isEqualTo(3);
    assertThat(complaint())
        .contains("there is a terminal 90000001 already", "the device SN-1 is terminal 90000001");
  }

  @Test
  void anOldDeviceHasASingleLengthKey() {
    ClearKey tmk = ClearKey.randomDes(8, RANDOM);
    assertThat(addTerminal(components(tmk, 2), "90000002", MERCHANT, "SN-2", "des"))
        .as(complaint())
        .isZero();
    assertThat(books.registry().terminal(new TerminalId("90000002")).map(Terminal::algorithm))
        .contains(Terminal.KeyAlgorithm.DES);
  }

  /** Terminal, merchant, algorithm, part of the refusal. */
  @ParameterizedTest(name = "[{index}] {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          9000   | 490100058120101 | 3DES | TERMINAL_ID: 8 digits or letters
          90000003 | 4901          | 3DES | --merchant: 15 characters
          90000003 | 999999999999999 | 3DES | there is no merchant 999999999999999
          90000003 | 490100058120101 | AES | --algorithm: 'AES' is not 3DES or DES
          90000003 | 490100058120101 | DES | component 1: 16 hexadecimal digits
          """)
  void aTerminalThatCannotBeIsRefused(
      String id, String merchant, String algorithm, String refusal) {
    String typed = components(ClearKey.randomDes(16, RANDOM), 2);
    assertThat(addTerminal(typed, id, merchant, "SN-3", algorithm)).isEqualTo(3);
    assertThat(complaint().lines().toList()).singleElement().asString().contains(refusal);
    assertThat(books.registry().terminalOfDevice("SN-3")).isEmpty();
  }

  private int addTerminal(
      String typed, String id, String merchant, String serial, String algorithm) {
    return run(
        typed,
        "terminal",
        "add",
        id,
        "--merchant",
        merchant,
        "--serial",
        serial,
        "--algorithm",
        algorithm);
  }

  private int run(String typed, String... args) {
    List<String> line = new ArrayList<>(List.of(args));
    line.addAll(List.of("--data", directory.toString()));
    return command(typed, line);
  }

  private int command(String typed, List<String> line) {
    return OneClearCommand.run(
        CommandLineOutput.into(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        KeyInput.from(new ByteArrayInputStream(typed.getBytes(StandardCharsets.US_ASCII))),
        line.toArray(String[]::new));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String storedCheckValue(LinkKeyUsage usage, KeyUsage bound) {
    return checkValue(bound, books.registry().linkKey("unionpay", usage).orElseThrow());
  }

  /** As the switch, with the master key of the directory, sees the key. */
  private static String checkValue(KeyUsage bound, KeyBlock key) {
    SoftwareSecurityModule module =
        new SoftwareSecurityModule(
            MasterKeys.lmk(books.site().config(), books.site().data()),
            new SoftwareModuleConfig(16),
            new SecureRandom());
    return HEX.formatHex(module.checkValue(bound, key).join(), 0, 3);
  }

  private static String checkValue(ClearKey key) {
    return HEX.formatHex(key.kcv(), 0, 3);
  }

  /** Parts whose XOR is the key, a line each. */
  private static String components(ClearKey key, int count) {
    byte[] rest = key.clear();
    List<String> lines = new ArrayList<>();
    for (int part = 1; part < count; part++) {
      byte[] drawn = new byte[rest.length];
      RANDOM.nextBytes(drawn);
      for (int i = 0; i < rest.length; i++) {
        rest[i] ^= drawn[i];
      }
      lines.add(HEX.formatHex(drawn));
    }
    lines.add(HEX.formatHex(rest));
    return String.join("\n", lines);
  }

  private static byte[] encrypted(ClearKey zmk, byte[] key) throws GeneralSecurityException {
    byte[] triple = Arrays.copyOf(zmk.clear(), 24);
    System.arraycopy(triple, 0, triple, 16, 8);
    Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(triple, "DESede"));
    return cipher.doFinal(key);
  }

  private static Path merchants(String... entries) throws IOException {
    return Files.writeString(
        Files.createTempFile(directory, "merchants", ".yaml"),
        "merchants:\n" + String.join("", entries));
  }

  private static String entry(String id, String plan, String accountName, String verified) {
    return """
      - id: "%s"
        name: 湘味小馆
        licenceName: %s
        unifiedCreditCode: 91110105MA0ABC002T
        mcc: "5812"
        feePlan: %s
        cycle: T1
        perTransactionFen: 5000000
        refundDays: 30
        account:
          number: "6217000010034567891"
          name: %s
          bankCode: "105100000017"
          bankName: 中国建设银行北京分行
          %s
    """
        .formatted(id, LICENCE, plan, accountName, verified);
  }
}
