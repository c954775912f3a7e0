package io.oneclear.simulator.load;

import io.oneclear.link.FrameClient;
import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One connection with many terminals behind it. Connects again when it is cut, until closed. */
final class LoadConnection implements FrameHandler {

  private static final Duration RECONNECT_AFTER = Duration.ofMillis(200);

  private final FrameClient client;
  private final LoadPlan plan;
  private final AnswerSink sink;
  private volatile FrameConnection connection;
  private volatile boolean closed;

  LoadConnection(FrameClient client, LoadPlan plan, AnswerSink sink) {
    this.client = client;
    this.plan = plan;
    this.sink = sink;
  }

  CompletableFuture<Void> connect() {
    return client.connect(plan.host(), plan.port(), this).thenAccept(open -> connection = open);
  }

  /** False if there is no connection now. */
  boolean send(byte[] frame) {
    FrameConnection open = connection;
    if (open == null || !open.isOpen()) {
      return false;
    }
    open.send(frame);
    return true;
  }

  void close() {
    closed = true;
    if (connection != null) {
      connection.close();
    }
  }

  @Override
  public void frame(FrameConnection from, byte[] frame) {
    sink.came(frame, System.nanoTime());
  }

  @Override
  public void closed(FrameConnection from, Ending ending) {
    if (!closed) {
      reconnect();
    }
  }

  private void reconnect() {
    Executor later =
        CompletableFuture.delayedExecutor(RECONNECT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        CompletableFuture.runAsync(() -> {}, later)
            .thenCompose(_ -> closed ? CompletableFuture.completedFuture(null) : connect())
            .whenComplete(
                (_, failure) -> {
                  if (failure != null && !closed) {
                    reconnect();
                  }
                });
  }

  /** Takes what comes. */
  interface AnswerSink {
    void came(byte[] frame, long nanos);
  }
}
