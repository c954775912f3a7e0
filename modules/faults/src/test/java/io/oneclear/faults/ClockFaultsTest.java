package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A switch whose wall clock jumps while it runs; terminals, scheme and PostgreSQL keep the right
 * time. Nothing that is under way ends early or waits longer, what is stored for the scheme is
 * delivered, and the business date follows the switch's own cut-over: once a day, never back.
 */
@Tag("fault-slow")
class ClockFaultsTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration TWO_LOOKS_OF_THE_SETTLEMENT = Duration.ofSeconds(65);
  private static final Duration CLOSE = Duration.ofSeconds(15);

  @TempDir static Path directory;
  private static Stand stand;

  /** How far the switch's clock is from ours while nothing has been done to it. */
  private static Duration usual;

  @BeforeAll
  static void start() throws Exception {
    Path library = directory.resolve("false-clock.so");
    String impediment = build(library);
    Assumptions.assumeTrue(impediment.isEmpty(), impediment);
    set(Duration.ZERO);
    stand =
        Stand.start(
            directory,
            4,
            launch ->
                launch
                    .set("settlement.automatic", true)
                    .environment("LD_PRELOAD", library.toString())
                    .environment("FALSE_CLOCK", offset().toString()));
    usual = ahead();
  }

  /** Why there is no library that shifts a process's wall clock; empty if there is one now. */
  private static String build(Path library) throws Exception {
    Path source = directory.resolve("false-clock.c");
    try (InputStream in = ClockFaultsTest.class.getResourceAsStream("false-clock.c")) {
      Files.copy(in, source);
    }
    try {
      Process compiler =
          new ProcessBuilder(
                  "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("cc.txt").toFile())
              .start();
      return compiler.waitFor() == 0 ? "" : "cc: " + Files.readString(directory.resolve("cc.txt"));
    } catch (IOException e) {
      return "no C compiler: " + e.getMessage();
    }
  }

  @AfterAll
  static void stop() {
    if (stand != null) {
      stand.close();
    }
  }

  @AfterEach
  void allAgree() throws Exception {
    rules();
    jump(Duration.ZERO);
    stand.awaitSelling(3);
    stand.assertThatAllAgree();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H"})
  void aJumpOfAnHourNeitherEndsNorProlongsWhatIsUnderWay(Duration by) throws Exception {
    long refused = stand.nextFen();
    long unanswered = stand.nextFen();
    rules(
        "0200,*,*," + refused + ",*,*,silent",
        "0420,*,*," + refused + ",*,*,96",
        "0200,*,*," + unanswered + ",*,*,silent");
    assertThat(stand.buy(0, refused).approved()).isFalse();
    await().atMost(SOON).until(() -> reversals(refused).count() >= 3);
    int connections = stand.toScheme.connections();

    set(by);
    for (int i = 0; i < 6; i++) {
      assertThat(stand.buy(1).approved()).as("a sale while the clock jumps").isTrue();
    }
    jump(by);
    TerminalAnswer told = stand.buy(2, unanswered);
    assertThat(told.approved()).isFalse();
    assertThat(told.took()).isBetween(Stand.UPSTREAM_TIMEOUT, Duration.ofSeconds(20));
    rules();
    for (long fen : List.of(refused, unanswered)) {
      await().atMost(SOON).until(() -> reversals(fen).anyMatch(line -> line.endsWith("00,credit")));
    }
    assertThat(stand.toScheme.connections()).as("the link stays").isEqualTo(connections);
  }

  @Test
  void theBusinessDateFollowsTheCutOverOnceAndNeitherMidnightNorAClockSetBack() throws Exception {
    LocalDate day = businessDate();
    jump(to(day, LocalTime.of(22, 58)));
    assertThat(businessDate()).isEqualTo(day);

    stand.fleet.beginSelling(11);
    try {
      jump(to(day, LocalTime.of(23, 0, 5)));
      LocalDate next = day.plusDays(1);
      await().atMost(TWO_LOOKS_OF_THE_SETTLEMENT).until(() -> businessDate().equals(next));

      jump(to(day, LocalTime.of(22, 30)));
      staysFor(TWO_LOOKS_OF_THE_SETTLEMENT, next);

      jump(to(day, LocalTime.of(23, 59, 45)));
      staysFor(TWO_LOOKS_OF_THE_SETTLEMENT, next);
      assertThat(LocalTimes.day(Instant.now().plus(ahead()))).as("past midnight").isEqualTo(next);
      assertThat(cutOvers()).isEqualTo(1);
    } finally {
      stand.fleet.endSelling(Duration.ofMinutes(4));
    }
  }

  @Test
  void aSwitchStartedAgainWithItsClockSetBackGoesOnFromItsLastNumbers() throws Exception {
    jump(Duration.ofHours(1));
    String numbers = "lpad(id::text, 20, '0') || rrn || up_time";
    String last = asked(numbers);
    set(Duration.ZERO);
    stand.restart();
    stand.fleet.signOn();
    stand.awaitSelling(3);
    String next = asked(numbers);
    assertThat(next.substring(0, 20)).as("id").isGreaterThan(last.substring(0, 20));
    assertThat(next.substring(20, 32)).as("reference").isGreaterThan(last.substring(20, 32));
    assertThat(next.substring(32)).as("field 7").isGreaterThan(last.substring(32));
    assertThat(ahead().minus(usual).abs()).as("the journal's clock is right").isLessThan(CLOSE);
  }

  /** Sales are on this business date, now and until then. */
  private static void staysFor(Duration time, LocalDate date) {
    long end = System.nanoTime() + time.toNanos();
    await()
        .atMost(time.plus(SOON))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              assertThat(businessDate()).isEqualTo(date);
              return System.nanoTime() > end;
            });
  }

  private static Duration to(LocalDate day, LocalTime time) {
    return Duration.between(
        Instant.now().plus(usual), day.atTime(time).atZone(LocalTimes.ZONE).toInstant());
  }

  private static Path offset() {
    return directory.resolve("clock");
  }

  private static void set(Duration offset) {
    // In its place, as long as it is: the switch has the file in its memory.
    try (RandomAccessFile file = new RandomAccessFile(offset().toFile(), "rw")) {
      byte[] seconds = new byte[Long.BYTES];
      ByteBuffer.wrap(seconds).order(ByteOrder.nativeOrder()).putLong(offset.toSeconds());
      file.write(seconds);
    } catch (IOException e) {
      throw new UncheckedIOException("the clock cannot be set", e);
    }
  }

  /** Sets the clock and waits until the switch goes by it. */
  private static void jump(Duration offset) {
    set(offset);
    await().atMost(SOON).until(() -> ahead().minus(usual).minus(offset).abs().compareTo(CLOSE) < 0);
  }

  /** How far the switch's clock is ahead of ours, by a sale of this moment. */
  private static Duration ahead() {
    Instant before = Instant.now();
    return Duration.between(
        before,
        Instant.parse(
            asked("to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")));
  }

  private static LocalDate businessDate() {
    return LocalDate.parse(asked("business_date::text"));
  }

  /** What the journal has about a sale that is made now. */
  private static String asked(String column) {
    TerminalAnswer told =
        stand.fleet.twin(3, true).purchase(stand.fleet.cards().get(8), stand.nextFen());
    assertThat(told.approved()).as(told.codeOrOutcome()).isTrue();
    return query(
        "SELECT " + column + " FROM card_transaction WHERE rrn = '" + told.rrn().code() + "'");
  }

  private static long cutOvers() {
    return Long.parseLong(query("SELECT count(*) FROM settlement_step WHERE step = 'CUT_OVER'"));
  }

  private static String query(String sql) {
    var at = stand.postgres.connection();
    try (Connection connection = DriverManager.getConnection(at.url(), at.user(), at.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).as(sql).isTrue();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the journal cannot be asked", e);
    }
  }

  /** The scheme's lines about reversals of this amount. */
  private static Stream<String> reversals(long fen) {
    try {
      return Files.readAllLines(stand.data.resolve("demo/scheme.csv")).stream()
          .filter(line -> line.matches(".*,042[01],.*," + fen + ",.*"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rules(String... lines) throws IOException {
    Path fresh = stand.data.resolve("demo/rules.new");
    Files.write(fresh, List.of(lines));
    Files.move(
        fresh,
        stand.data.resolve("demo/rules.csv"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
