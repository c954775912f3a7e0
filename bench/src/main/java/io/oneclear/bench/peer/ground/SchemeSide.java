package io.oneclear.bench.peer.ground;

import io.oneclear.link.LinkException;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.message.cups.CupsOptions;
import io.oneclear.simulator.scheme.SchemeConfig;
import io.oneclear.simulator.scheme.SchemeSimulator;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The scheme simulator of {@code serve --demo}, with the demo's cards and link keys. Its books are
 * in {@code peer/scheme} of the data directory and begin anew each time, so that no account runs
 * dry and OneClear's own books stay as they are.
 */
public final class SchemeSide implements AutoCloseable {

  private static final Duration LATE_BY = Duration.ofSeconds(30);

  private final SchemeSimulator simulator;

  private SchemeSide(SchemeSimulator simulator) {
    this.simulator = simulator;
  }

  public static SchemeSide start(Ground ground) throws IOException {
    Path directory = ground.directory().resolve(Path.of("peer", "scheme"));
    Files.createDirectories(directory);
    SchemeConfig config =
        SchemeConfig.of(
            "127.0.0.1",
            0,
            ground.data().linkKeys(),
            ground.data().cards(),
            List.of(),
            LocalTimes.day(ground.clock().instant()),
            directory,
            directory,
            LATE_BY);
    Files.deleteIfExists(config.stateFile());
    Files.deleteIfExists(config.logFile());
    CupsDialect dialect =
        new CupsDialect(
            ground.dialects().cups(),
            CupsOptions.of(SchemeConfig.DEFAULT_SCHEME, SchemeConfig.DEFAULT_ACQUIRER));
    try {
      return new SchemeSide(
          SchemeSimulator.start(config, dialect, ground.clock(), ground.random()));
    } catch (LinkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return simulator.port();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
