package io.oneclear.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.process.Postmaster;
import io.oneclear.faults.process.SmallDisk;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL's tables on one small disk and its write-ahead log on another: full, read-only, or
 * refusing to flush, while terminals sell. Sales are declined meanwhile; nothing that was answered
 * is lost; when the disk is well again the switch goes on without a restart.
 */
@Tag("fault-slow")
class DiskFaultsTest {

  private static final int TABLES_MEGABYTES = 320;
  private static final int LOG_MEGABYTES = 1300;
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration SOLD = Duration.ofMinutes(4);

  @TempDir static Path directory;
  private static SmallDisk tables;
  private static SmallDisk log;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    String impediment = SmallDisk.impediment(directory);
    Assumptions.assumeTrue(impediment.isEmpty(), impediment);
    Path postgres = directory.resolve("data/postgres");
    EmbeddedDatabase.start(EmbeddedConfig.in(postgres)).close();
    tables = SmallDisk.mount(directory.resolve("tables"), TABLES_MEGABYTES);
    log = SmallDisk.mount(directory.resolve("log"), LOG_MEGABYTES);
    Path cluster = postgres.resolve("cluster");
    moveTo(cluster.resolve("pg_wal"), log.directory().resolve("pg_wal"));
    moveTo(cluster, tables.directory().resolve("cluster"));
    stand = Stand.start(directory, 4);
  }

  @AfterAll
  static void stop() {
    try {
      if (stand != null) {
        stand.close();
      }
    } finally {
      Stream.of(tables, log).filter(disk -> disk != null).forEach(SmallDisk::close);
    }
  }

  @AfterEach
  void allAgree() throws Exception {
    long life = stand.server().pid();
    stand.awaitSelling(3);
    assertThat(stand.server().alive()).as("no restart of the switch").isTrue();
    assertThat(stand.server().pid()).isEqualTo(life);
    stand.assertThatAllAgree();
  }

  @Test
  void aFullDiskUnderTheTablesMeansDeclinesUntilThereIsRoom() throws Exception {
    sellWhile(
        41,
        () -> {
          tables.fill();
          awaitDecline();
        },
        tables::free);
  }

  @Test
  void aFullDiskUnderTheWriteAheadLogMeansDeclinesUntilThereIsRoom() throws Exception {
    sellWhile(
        42,
        () -> {
          log.fill();
          useUpTheLog();
          awaitDecline();
        },
        log::free);
  }

  @Test
  void disksThatTurnReadOnlyMeanDeclinesUntilTheyAreMended() throws Exception {
    sellWhile(
        43,
        () -> {
          log.turnReadOnly();
          tables.turnReadOnly();
          awaitDecline();
        },
        () -> {
          // What an operator does: stop PostgreSQL, check the disks, mount them. It is started
          // again until that succeeds.
          await()
              .atMost(SOON)
              .ignoreExceptions()
              .untilAsserted(
                  () -> {
                    if (running()) {
                      Postmaster.of(stand.data).kill();
                    }
                    log.mend();
                  });
          await()
              .atMost(SOON)
              .ignoreExceptions()
              .untilAsserted(
                  () -> {
                    if (running()) {
                      Postmaster.of(stand.data).kill();
                    }
                    tables.mend();
                  });
        });
  }

  /**
   * PostgreSQL does not trust a log that could not be flushed: it starts over from what is there.
   */
  @Test
  void aFlushThatFailsLosesNothingThatWasAnswered() throws Exception {
    Assumptions.assumeTrue(Tracer.works(), "strace cannot be used here");
    sellWhile(
        44,
        () -> {
          try (Tracer tracer = Tracer.failingFlushes(Postmaster.of(stand.data), directory)) {
            await().atMost(SOON).until(tracer::hasFailedOne);
          }
        },
        () -> {});
  }

  private interface Deed {
    void happen() throws Exception;
  }

  /** Terminals sell, something happens to a disk, it ends, they sell on. */
  private static void sellWhile(long seed, Deed fault, Deed mended) throws Exception {
    stand.fleet.beginSelling(seed);
    awaitDeals(20);
    try {
      fault.happen();
    } finally {
      mended.happen();
    }
    awaitApproval();
    awaitDeals(20);
    stand.fleet.endSelling(SOLD);
  }

  /** A sale is answered 96, in time. */
  private static void awaitDecline() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              TerminalAnswer told = sale();
              assertThat(told.codeOrOutcome()).isEqualTo("96");
              assertThat(told.took()).isLessThan(Stand.LONGEST_ANSWER);
            });
  }

  private static void awaitApproval() {
    await().atMost(SOON).until(() -> sale().approved());
  }

  private static TerminalAnswer sale() {
    return stand.fleet.twin(0, true).purchase(stand.fleet.cards().get(5), stand.nextFen());
  }

  private static void awaitDeals(int count) {
    long before = stand.buysDone();
    await().atMost(SOON).until(() -> stand.buysDone() >= before + count);
  }

  private static boolean running() {
    try {
      return Postmaster.of(stand.data).alive();
    } catch (RuntimeException notNow) {
      return false;
    }
  }

  /** Goes on to the next file of the log, until there is none. */
  private static void useUpTheLog() {
    await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(DiskFaultsTest::switchesNoMore);
  }

  private static boolean switchesNoMore() {
    var at = stand.postgres.connection();
    try (Connection connection = DriverManager.getConnection(at.url(), at.user(), at.password());
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_logical_emit_message(true, 'fill', repeat('x', 1000000))");
      statement.execute("SELECT pg_switch_wal()");
      return false;
    } catch (SQLException full) {
      return true;
    }
  }

  private static void moveTo(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(from)) {
      all = walked.toList();
    }
    for (Path each : all) {
      Path copy = to.resolve(from.relativize(each).toString());
      Files.copy(each, copy, LinkOption.NOFOLLOW_LINKS);
      if (!Files.isSymbolicLink(copy)) {
        Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(each));
      }
    }
    for (Path each : all.reversed()) {
      Files.delete(each);
    }
    Files.createSymbolicLink(from, to);
  }
}
