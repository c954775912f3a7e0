package io.oneclear.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.Pan;
import io.oneclear.settlement.calendar.WorkingCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneClearConfigTest {

  private static final Installation HERE = Installation.find();

  @TempDir Path directory;

  @Test
  void anEmptyFileMeansTheDefaults() throws IOException {
    OneClearConfig config = read("");
    assertThat(config.node()).isEqualTo(1);
    assertThat(config.links()).containsOnlyKeys("unionpay");
    assertThat(config.terminals().tls()).isNull();
    assertThat(config.console().host()).isEqualTo("127.0.0.1");
    assertThat(config.settlement().cutOver()).isEqualTo(LocalTime.of(23, 0));
    assertThat(config.journal().of(config.node()).node()).isEqualTo(1);
  }

  @Test
  void theShippedFilesAreAccepted() {
    OneClearConfig config = OneClearConfig.read(HERE, Map.of());
    assertThat(config.database().embedded()).isFalse();
    assertThat(OneClearConfig.bins(HERE).find(new Pan("4111111111111111")).product())
        .isEqualTo(CardProduct.FOREIGN);
    assertThat(OneClearConfig.fees(HERE).plans()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(OneClearConfig.responseCodes(HERE)).isNotNull();
  }

  @Test
  void theCalendarKnowsHolidaysAndWorkedWeekends() {
    WorkingCalendar calendar = new WorkingCalendar(OneClearConfig.calendar(HERE));
    assertThat(calendar.isWorkingDay(LocalDate.of(2026, 10, 1))).isFalse();
    assertThat(calendar.isWorkingDay(LocalDate.of(2026, 10, 10))).isTrue();
    assertThat(calendar.nextWorkingDay(LocalDate.of(2026, 9, 30)))
        .isEqualTo(LocalDate.of(2026, 10, 8));
  }

  @Test
  void aLogAheadThatNoDiskHoldsIsRefusedByTheNameOfItsSetting() {
    assertThatThrownBy(() -> read("database:\n  logAhead: 99999\n"))
        .hasMessageContaining("database.logAhead is 99999: it must be 0 to 16384 megabytes");
  }

  @Test
  void aFullFileSaysEverything() throws IOException {
    try (InputStream all = OneClearConfig.class.getResourceAsStream("defaults.yaml")) {
      String text = new String(all.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(read(text)).isEqualTo(read(""));
    }
  }

  @Test
  void aFileChangesOnlyWhatItNames() throws IOException {
    OneClearConfig config =
        read(
            """
            terminals:
              port: 9000
              idleTimeout: 90s
            links:
              unionpay:
                link: { requestTimeout: 1500ms }
            """);
    assertThat(config.terminals().port()).isEqualTo(9000);
    assertThat(config.terminals().idleTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.terminals().maxFrameBytes()).isEqualTo(2048);
    assertThat(config.links().get("unionpay").link().requestTimeout())
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(config.links().get("unionpay").link().port()).isEqualTo(9583);
  }

  @Test
  void theCommandLineIsStrongerThanTheFile() throws IOException {
    Path file = write("terminals: { port: 9000 }");
    OneClearConfig config =
        OneClearConfig.read(file, Map.of("terminals.port", "9001", "database.embedded", "true"));
    assertThat(config.terminals().port()).isEqualTo(9001);
    assertThat(config.database().embedded()).isTrue();
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nods: 2                                        | nods is not a setting; known here: console, database
          terminals: { prot: 1 }                         | terminals.prot is not a setting; known here: backlog
          terminals: { port: 70000 }                     | terminals.port: 70000 is not allowed; from 0 to 65535
          terminals: { port: many }                      | terminals.port: a value of type int is needed
          terminals: { idleTimeout: 10 minutes }         | terminals.idleTimeout: '10 minutes' is not a duration such as 250ms
          console: { port: -1 }                          | console.port: -1 is not between 0 and 65535
          node: 0                                        | node: 0 is not between 1 and 99
          node: 1.5                                      | node:
          node: null                                     | node:
          journal: { writers: 99 }                       | journal.writers is 99: it must be 1 to 16
          links: { unionpay: { link: { name: other } } } | links.unionpay.link.name: 'other' must be the name of its section
          links: { wallet: { link: { name: wallet } } }  | links.wallet.link.host is missing
          settlement: { refundFeePolicy: ALL }           | settlement.refundFeePolicy: 'ALL' is not one of [PROPORTIONAL, NONE]
          settlement: { batchTextBanks: [icbc] }         | settlement.batchTextBanks: 'icbc' is not 1 to 12 digits
          just words                                     | has no keys
          'a: [1'                                        | is not YAML
          'node: 1, node: 2'                             | is not YAML
          """)
  void aBadFileIsRefusedWithTheKeyTheValueAndWhatIsAllowed(String yaml, String message)
      throws IOException {
    Path file = write(yaml.strip());
    assertThatThrownBy(() -> startsWith(file))
        .isInstanceOf(ConfigException.class)
        .satisfies(e -> assertThat(e.getMessage().lines().count()).isEqualTo(1))
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message.strip());
  }

  /** What a node does with it: sections that are turned into other records are turned here too. */
  private void startsWith(Path file) {
    OneClearConfig config = OneClearConfig.read(file, Map.of());
    try {
      config.journal().of(config.node());
      config.settlement().in(new DataDirectory(directory));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(file + ": " + e.getMessage(), e);
    }
  }

  @Test
  void theSameKeyTwiceIsRefused() throws IOException {
    Path file = write("node: 1\nnode: 2\n");
    assertThatThrownBy(() -> OneClearConfig.read(file, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> OneClearConfig.read(directory.resolve("no.yaml"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no.yaml");
  }

  @Test
  void aPasswordComesFromItsOwnFileAndIsNotPrinted() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "hush\n");
    OneClearConfig config =
        OneClearConfig.read(write(""), Map.of("database.passwordFile", password.toString()));
    assertThat(config.database().external().password()).isEqualTo("hush");
    assertThat(config.toString()).doesNotContain("hush");
    assertThat(config.database().external().toString()).doesNotContain("hush");
  }

  private OneClearConfig read(String yaml) throws IOException {
    return OneClearConfig.read(write(yaml), Map.of());
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(directory.resolve("oneclear.yaml"), yaml);
  }
}
