package io.oneclear.bench.fill;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.demo.DemoLoad;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Books;
import io.oneclear.app.wiring.Site;
import io.oneclear.simulator.load.Verification;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A small journal of many days, and a switch that goes on with it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JournalFillTest {

  /** More than one unit of work. */
  private static final int ROWS = 30_000;

  private static final int DAYS = 40;
  private static final int TERMINALS = 80;
  private static final int MERCHANTS = 5;

  private static final String FILLED = " FROM card_transaction WHERE batch > 1";
  private static final String OWN = " FROM card_transaction WHERE batch = 1";

  @TempDir static Path directory;

  private static DataDirectory data;
  private static final AtomicLong PROGRESS = new AtomicLong();

  @BeforeAll
  static void fill() throws Exception {
    data = new DataDirectory(directory.resolve("data"));
    FillOrder order = new FillOrder(ROWS, DAYS, TERMINALS, MERCHANTS, 2);
    Filled filled =
        JournalFill.run(
            order, Installation.find(), data, rows -> PROGRESS.accumulateAndGet(rows, Math::max));
    assertThat(Filled.in(data.root())).isEqualTo(filled);
    assertThat(filled.tableBytes()).isGreaterThan(ROWS * 500L);
  }

  @Test
  @Order(1)
  void theAuditFindsNothingInIt() {
    List<Finding> findings = audit();
    assertThat(findings).allMatch(Finding::clean);
    assertThat(findings)
        .filteredOn(finding -> finding.name().equals("every transaction is as its seal says"))
        .singleElement()
        .extracting(Finding::checkedRows)
        .isEqualTo((long) ROWS);
    assertThat(PROGRESS).hasValue(ROWS);
  }

  @Test
  @Order(2)
  void itIsSpreadOverDaysMonthsTerminalsAndMerchants() throws Exception {
    assertThat(
            texts(
                "SELECT concat_ws(' ', count(DISTINCT business_date), count(DISTINCT tableoid) > 1,"
                    + " count(DISTINCT terminal_id), count(DISTINCT merchant_id), min(batch),"
                    + " max(batch), max(business_date) < (SELECT open_date FROM business_day))"
                    + FILLED))
        .containsExactly("40 t 80 10 999960 999999 t");
  }

  @Test
  @Order(3)
  void theSwitchGoesOnWithItAndWritesRowsOfTheSameShape() throws Exception {
    DemoLoad.Wish wish =
        new DemoLoad.Wish(
            50, Duration.ofSeconds(2), Duration.ZERO, TERMINALS, 8, 1, Verification.ALL);
    PrintStream nobody = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    assertThat(
            new DemoLoad(Installation.find(), data, wish)
                .onOwnNode(CommandLineOutput.into(nobody, nobody))
                .clean())
        .isTrue();
    assertThat(audit()).allMatch(Finding::clean);
    assertThat(texts(shapes(FILLED))).containsExactlyInAnyOrderElementsOf(texts(shapes(OWN)));
  }

  /** Of each column: its name, its greatest width in bytes, and whether it is null. */
  private static String shapes(String rows) throws Exception {
    List<String> columns =
        texts(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'card_transaction'::regclass AND"
                + " attnum > 0 AND NOT attisdropped");
    assertThat(columns).contains("seal", "rrn", "answer_icc");
    return columns.stream()
        .map(
            column ->
                "SELECT '%1$s ' || coalesce(max(pg_column_size(%1$s)), 0) || (count(%1$s) = 0)"
                        .formatted(column)
                    + rows)
        .collect(Collectors.joining(" UNION ALL "));
  }

  @Test
  @Order(4)
  void aFilledRowThatIsEditedIsFound() throws Exception {
    texts(
        "UPDATE card_transaction SET amount_fen = amount_fen + 1 WHERE id = (SELECT min(id)"
            + FILLED
            + ") RETURNING id");
    assertThat(audit())
        .filteredOn(finding -> !finding.clean())
        .extracting(Finding::name)
        .containsExactly(
            "every transaction is as its seal says",
            "all transactions of the chain are there and no other");
  }

  private static List<Finding> audit() {
    Installation installation = Installation.find();
    OneClearConfig config = OneClearConfig.read(installation, Map.of());
    try (Books books = Books.embedded(new Site(installation, config, data, Clock.systemUTC()))) {
      return books.audit();
    }
  }

  private static List<String> texts(String sql) throws Exception {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(EmbeddedConfig.in(data.postgres()))) {
      DatabaseConfig at = server.connection();
      List<String> texts = new ArrayList<>();
      try (Connection owner = DriverManager.getConnection(at.url(), at.user(), at.password());
          Statement statement = owner.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          texts.add(row.getString(1));
        }
      }
      return texts;
    }
  }
}
