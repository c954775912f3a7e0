package io.oneclear.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oneclear.store.Database;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.StoreException;
import io.oneclear.store.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void serverIsDurableAndKeepsItsDataAcrossRestarts() throws SQLException {
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
      assertThat(answer(embedded.connection(), "SHOW fsync")).isEqualTo("on");
      assertThat(answer(embedded.connection(), "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(answer(embedded.connection(), "SHOW server_version_num")).startsWith("18");
      run(embedded.connection(), "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (EmbeddedDatabase again = EmbeddedDatabase.start(config())) {
      assertThat(answer(again.connection(), "SELECT answer FROM kept")).isEqualTo("42");
      assertThat(again.startTime()).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void serverUsesTheSegmentsOfItsLogThatWereMadeAheadAndRecoversFromThem() throws Exception {
    serverOfAKilledProcess();
    DatabaseConfig old = lastConnection();
    Object third = fileOf("000000010000000000000003");
    assertThat(answer(old, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())"))
        .isLessThan("000000010000000000000003");
    while (answer(old, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
            .compareTo("000000010000000000000003")
        <= 0) {
      run(old, "SELECT pg_switch_wal()");
      run(old, "UPDATE kept SET answer = answer + 1");
    }
    assertThat(fileOf("000000010000000000000003")).isEqualTo(third);
    String answer = answer(old, "SELECT answer FROM kept");
    ProcessHandle server = ProcessHandle.of(serverProcess()).orElseThrow();
    server.destroyForcibly();
    server.onExit().join();
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
      assertThat(answer(embedded.connection(), "SELECT answer FROM kept")).isEqualTo(answer);
    }
  }

  @Test
  void logThatTheDiskHasNoRoomForIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path small = directory.resolve("small");
    Files.createDirectories(small);
    assertThatThrownBy(() -> LogSegments.begin(small.resolve("log.new"), Integer.MAX_VALUE / 2))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("MB free")
        .hasMessageContaining("database.logAhead");
    assertThat(small).isEmptyDirectory();
  }

  @Test
  void afterTheLastSegmentOfAFileNumberComesTheFirstOfTheNext() {
    assertThat(LogSegments.next("000000010000000000000001")).isEqualTo("000000010000000000000002");
    assertThat(LogSegments.next("0000000100000000000000FF")).isEqualTo("000000010000000100000000");
    assertThat(LogSegments.next("00000001FFFFFFFE000000FF")).isEqualTo("00000001FFFFFFFF00000000");
  }

  private Object fileOf(String segment) throws IOException {
    return Files.readAttributes(
            directory.resolve("cluster/pg_wal").resolve(segment), BasicFileAttributes.class)
        .fileKey();
  }

  @Test
  void serverLeftBehindByAKilledProcessIsTakenOverAndEverybodyElseIsCutOff() throws Exception {
    long orphan = serverOfAKilledProcess();
    DatabaseConfig old = lastConnection();
    try (Connection stranger = connect(old)) {
      stranger.setAutoCommit(false);
      stranger.createStatement().execute("UPDATE kept SET answer = 43");
      try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
        assertThat(embedded.processId()).contains(orphan);
        assertThat(embedded.owned()).isTrue();
        assertThat(embedded.startTime()).isLessThan(Duration.ofSeconds(3));
        assertThatThrownBy(stranger::commit).isInstanceOf(SQLException.class);
        assertThat(answer(embedded.connection(), "SELECT answer FROM kept")).isEqualTo("42");
      }
    }
    assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void serverLeftBehindThatWasStartedOtherwiseIsReplaced() throws Exception {
    long orphan = serverOfAKilledProcess();
    Path options = directory.resolve("cluster/postmaster.opts");
    Files.writeString(options, Files.readString(options).replace("fsync=on", "fsync=off"));
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
      assertThat(embedded.startTime()).isLessThan(Duration.ofSeconds(8));
      assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(answer(embedded.connection(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void serverThatWasTakenOverIsStartedAgainWhenItDies() throws Exception {
    long orphan = serverOfAKilledProcess();
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
      assertThat(embedded.processId()).contains(orphan);
      ProcessHandle.of(orphan).orElseThrow().destroyForcibly();
      awaitAnswer(embedded);
    }
  }

  @Test
  void stalePidFileOfADeadServerDoesNotMatter() throws Exception {
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
      assertThat(embedded.owned()).isTrue();
    }
    Files.writeString(
        directory.resolve("cluster/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + directory + "\n1\n5432\n\n127.0.0.1\n");
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
      assertThat(answer(embedded.connection(), "SELECT 1")).isEqualTo("1");
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void secondStartIsRefusedWhileTheFirstLivesAndMayJoinIt() throws SQLException {
    try (EmbeddedDatabase first = EmbeddedDatabase.start(config())) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(config()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("another running OneClear");
      try (EmbeddedDatabase joined = EmbeddedDatabase.startOrJoin(config())) {
        assertThat(joined.owned()).isFalse();
        assertThat(answer(joined.connection(), "SELECT 1")).isEqualTo("1");
      }
      assertThat(answer(first.connection(), "SELECT 2")).isEqualTo("2");
    }
  }

  @Test
  void serverThatDiesIsStartedAgainOnTheSamePort() throws Exception {
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
      run(embedded.connection(), "CREATE TABLE kept AS SELECT 42 AS answer");
      ProcessHandle.of(embedded.processId().orElseThrow()).orElseThrow().destroyForcibly();
      awaitAnswer(embedded);
    }
  }

  @Test
  void databaseThatForgetsIsRefused() throws SQLException {
    try (EmbeddedDatabase embedded = EmbeddedDatabase.start(config())) {
      run(embedded.connection(), "ALTER ROLE oneclear SET synchronous_commit = off");
      assertThatThrownBy(() -> Database.open(embedded.connection(), TestPostgres.SEAL_KEY))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("synchronous_commit is off");
    }
  }

  @Test
  void passwordIsNotPrinted() {
    assertThat(DatabaseConfig.of("jdbc:postgresql://h/d", "user", "secret").toString())
        .doesNotContain("secret");
  }

  private static void awaitAnswer(EmbeddedDatabase embedded) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(answer(embedded.connection(), "SELECT answer FROM kept"))
                    .isEqualTo("42"));
  }

  /** The number of a server that outlives its owner. */
  private long serverOfAKilledProcess() throws Exception {
    Process owner = processThatOwnsTheServer();
    long orphan = awaitServer();
    owner.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).as("the server outlives its owner").isPresent();
    return orphan;
  }

  private DatabaseConfig lastConnection() throws IOException {
    return DatabaseConfig.of(
        "jdbc:postgresql://127.0.0.1:%s/oneclear"
            .formatted(Files.readString(directory.resolve("port"))),
        "oneclear",
        Files.readString(directory.resolve("password")));
  }

  private EmbeddedConfig config() {
    return EmbeddedConfig.in(directory);
  }

  private Process processThatOwnsTheServer() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            ServerOwner.class.getName(),
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("owner.out").toFile())
        .start();
  }

  private long awaitServer() {
    return await()
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () -> Files.exists(directory.resolve("ready")) ? serverProcess() : 0,
            process -> process > 0);
  }

  private long serverProcess() throws IOException {
    return Long.parseLong(
        Files.readAllLines(directory.resolve("cluster/postmaster.pid")).getFirst());
  }

  private static String answer(DatabaseConfig config, String query) throws SQLException {
    try (Connection connection = connect(config);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void run(DatabaseConfig config, String command) throws SQLException {
    try (Connection connection = connect(config);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static Connection connect(DatabaseConfig config) throws SQLException {
    return DriverManager.getConnection(config.url(), config.user(), config.password());
  }

  /** Owns a server until it is killed. */
  static final class ServerOwner {
    private ServerOwner() {}

    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      EmbeddedDatabase embedded =
          EmbeddedDatabase.start(EmbeddedConfig.in(directory).withLogAhead(64));
      run(embedded.connection(), "CREATE TABLE kept AS SELECT 42 AS answer");
      Files.createFile(directory.resolve("ready"));
      Thread.currentThread().join();
    }
  }
}
