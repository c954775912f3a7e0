package io.oneclear.faults.settlement;

import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.message.crash.CrashDrill;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A data directory with a day that was sold, cut over while terminals went on selling, and cleared
 * by the scheme; its settlement has begun and is not past {@code CUT_OVER}. Nothing runs on it, so
 * it can be copied.
 */
record SoldDay(Path data) {

  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration END = Duration.ofMinutes(3);
  private static final int TERMINALS = 28;
  private static final int DEALS_BEFORE = 150;
  private static final int DEALS_AFTER = 60;

  /** Sells the day in {@code data}; afterwards its server is stopped in order. */
  static SoldDay sell(Path data) throws InterruptedException {
    int port = Ports.free();
    try (ChildProcess server =
        Launch.demoServer(data, port, UPSTREAM_TIMEOUT)
            .set("database.connectWithin", "1m")
            .start()) {
      server.awaitReady(START);
      try (TerminalFleet fleet =
          TerminalFleet.open(data, port, TerminalFleet.Crew.of(TERMINALS, UPSTREAM_TIMEOUT))) {
        fleet.beginSelling(DEALS_BEFORE, 5);
        fleet.awaitSold(END);
        // The day is cut while they sell; the first worker dies before and the second after it.
        fleet.beginSelling(6);
        endsAt(data, "CUT_OVER:begin:1");
        endsAt(data, "CUT_OVER:day-moved:1");
        fleet.endSelling(END);
        fleet.beginSelling(DEALS_AFTER, 7);
        fleet.awaitSold(END);
      }
      allAgree(data);
      Awaitility.await().atMost(END).until(() -> cleared(data));
      server.stop(END);
    }
    return new SoldDay(data);
  }

  private static void allAgree(Path data) throws InterruptedException {
    try (EmbeddedDatabase joined =
        EmbeddedDatabase.startOrJoin(EmbeddedConfig.in(data.resolve("postgres")))) {
      ThreeLogs logs = ThreeLogs.of(data.resolve("demo"), SettledDay.patient(joined), END);
      if (!logs.agree()) {
        throw new IllegalStateException(logs.differences() + " " + logs.violations());
      }
    }
  }

  private static void endsAt(Path data, String place) throws InterruptedException {
    int status = Settle.on(data).endAt(place).run();
    if (status != CrashDrill.STATUS) {
      throw new IllegalStateException("settle ended with " + status + ", not at " + place);
    }
  }

  private static boolean cleared(Path data) throws IOException {
    Path inbox = data.resolve("inbox");
    if (!Files.isDirectory(inbox)) {
      return false;
    }
    try (Stream<Path> files = Files.list(inbox)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith("ACOM"));
    }
  }

  /** All of it somewhere else, the cluster of its PostgreSQL with it. */
  SoldDay copyTo(Path other) throws IOException {
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Path made = Files.createDirectories(other.resolve(data.relativize(directory)));
            Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file, other.resolve(data.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
    return new SoldDay(other);
  }
}
