package io.oneclear.faults.logs;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.wiring.Books;
import io.oneclear.store.Database;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.audit.Finding;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import io.oneclear.store.seal.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What the terminals saw, what the journal holds, what the scheme did: every transaction about
 * which two of them differ, and what the audit finds.
 *
 * @param seen exchanges in the terminals' logs
 * @param booked transactions in the journal
 * @param done messages in the scheme's log
 * @param differences a sentence each
 * @param violations money rules that the audit finds broken, a sentence each
 */
public record ThreeLogs(
    int seen, int booked, int done, List<String> differences, List<String> violations) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /**
   * Of a demo's data directory whose server runs or has been stopped; never of one that was killed
   * and not started again. Waits until nothing is undecided or undelivered.
   *
   * @param limit how long that may take
   * @throws IllegalStateException if it takes longer
   */
  public static ThreeLogs of(Path data, Duration limit) throws InterruptedException {
    try (EmbeddedDatabase embedded =
        EmbeddedDatabase.startOrJoin(EmbeddedConfig.in(data.resolve("postgres")))) {
      return of(data.resolve("demo"), embedded.connection(), limit);
    }
  }

  /**
   * The same of any database.
   *
   * @param demo holds {@code scheme.csv} and the terminals' logs, {@code terminals-log*.csv}
   */
  public static ThreeLogs of(Path demo, DatabaseConfig at, Duration limit)
      throws InterruptedException {
    try (Database database = Database.open(patient(at), sealKey(demo.getParent()))) {
      awaitSettled(database.dataSource(), limit);
      List<Seen> seen = new ArrayList<>();
      try (Stream<Path> files = Files.list(demo)) {
        files
            .filter(file -> file.getFileName().toString().matches("terminals-log.*\\.csv"))
            .forEach(file -> seen.addAll(Seen.read(file)));
      }
      List<Booked> booked = Booked.read(database.dataSource());
      List<Done> done = Done.read(demo.resolve("scheme.csv"));
      return new ThreeLogs(
          seen.size(),
          booked.size(),
          done.size(),
          Differences.between(seen, booked, done),
          Books.audit(database).stream()
              .filter(finding -> !finding.clean())
              .map(ThreeLogs::sentence)
              .toList());
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the logs cannot be read: " + e.getMessage(), e);
    }
  }

  /** The key that seals the journal of a data directory. */
  public static SealKey sealKey(Path data) {
    Installation installation = Installation.find();
    return Books.sealKey(OneClearConfig.read(installation, Map.of()), new DataDirectory(data));
  }

  /** We are in no hurry: after a fault the machine may be busy. */
  private static DatabaseConfig patient(DatabaseConfig at) {
    return new DatabaseConfig(at.url(), at.user(), at.password(), 5, 2, PATIENCE, PATIENCE);
  }

  /** True if nobody differs, no rule is broken, and there was something to compare. */
  public boolean agree() {
    return differences.isEmpty() && violations.isEmpty() && seen > 0 && booked > 0 && done > 0;
  }

  private static String sentence(Finding finding) {
    return "rule %d, %s: %d of %d, such as %s"
        .formatted(
            finding.rule(),
            finding.name(),
            finding.violations(),
            finding.checkedRows(),
            finding.sampleIds());
  }

  private static void awaitSettled(DataSource journal, Duration limit)
      throws SQLException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    long open = Booked.unsettled(journal);
    while (open > 0 && System.nanoTime() < end) {
      if (never.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      open = Booked.unsettled(journal);
    }
    if (open > 0) {
      throw new IllegalStateException(
          "after %d s still %d undecided or undelivered".formatted(limit.toSeconds(), open));
    }
  }
}
