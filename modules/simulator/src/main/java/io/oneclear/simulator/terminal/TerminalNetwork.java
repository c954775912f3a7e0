package io.oneclear.simulator.terminal;

import io.oneclear.link.EventLoops;
import io.oneclear.link.FrameClient;
import io.oneclear.link.LengthPrefix;
import io.oneclear.message.pos.PosDialect;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads and the dialect that all terminals of a process share. Opens lines to an acquirer.
 */
public final class TerminalNetwork implements AutoCloseable {

  private static final int MAX_FRAME_BYTES = 4_096;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final PosDialect dialect;
  private final EventLoops loops;
  private final FrameClient client;
  private final ScheduledThreadPoolExecutor timer;

  private TerminalNetwork(PosDialect dialect, EventLoops loops) {
    this.dialect = dialect;
    this.loops = loops;
    this.client = new FrameClient(loops, LengthPrefix.BINARY_2, MAX_FRAME_BYTES, CONNECT_TIMEOUT);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("terminal-timer").daemon(true).factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * @param threads that move bytes
   */
  public static TerminalNetwork open(PosDialect dialect, int threads) {
    return new TerminalNetwork(dialect, EventLoops.start("terminal-io", threads));
  }

  /** A line to an acquirer; connects when it is first used, and again after it was cut. */
  public TerminalLine line(String host, int port) {
    return new TerminalLine(this, host, port);
  }

  /** A connection for sending anything at all. */
  public RawTerminal raw(String host, int port) {
    return RawTerminal.connect(client, host, port);
  }

  /** Waits so long; not at all if the time is zero. */
  void pause(Duration time) {
    if (time.isPositive()) {
      CompletableFuture<Void> over = new CompletableFuture<>();
      var _ = timer.schedule(() -> over.complete(null), time.toNanos(), TimeUnit.NANOSECONDS);
      over.join();
    }
  }

  PosDialect dialect() {
    return dialect;
  }

  FrameClient client() {
    return client;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    loops.close();
  }
}
