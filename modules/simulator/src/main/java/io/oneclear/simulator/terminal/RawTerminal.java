package io.oneclear.simulator.terminal;

import io.oneclear.link.FrameClient;
import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameHandler;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A connection to a terminal front end that sends whatever it is told and shows whatever comes: for
 * hostile and broken peers. What comes beyond the limit is thrown away.
 */
public final class RawTerminal implements AutoCloseable {

  private static final int MAX_FRAMES_KEPT = 10_000;

  private final BlockingQueue<byte[]> frames = new ArrayBlockingQueue<>(MAX_FRAMES_KEPT);
  private final CompletableFuture<FrameHandler.Ending> ended = new CompletableFuture<>();
  private final FrameConnection connection;

  private RawTerminal(FrameClient client, String host, int port) {
    this.connection = client.connect(host, port, new Receiver()).join();
  }

  static RawTerminal connect(FrameClient client, String host, int port) {
    return new RawTerminal(client, host, port);
  }

  /** Sends a frame; its length prefix is added. */
  public void send(byte[] frame) {
    connection.send(frame);
  }

  /** Sends bytes as they are, length prefix and all. */
  public void sendBytes(byte[] bytes) {
    connection.sendRaw(bytes);
  }

  /** Announces the whole frame and sends only so many bytes of it. */
  public void sendPartOf(byte[] frame, int bytes) {
    connection.sendPartial(frame, bytes);
  }

  /** Stops reading, so that answers pile up. */
  public void stopReading() {
    connection.pauseReading();
  }

  /** The next frame that came; null if none comes in time. */
  public byte[] next(Duration timeout) throws InterruptedException {
    return frames.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** True if the other side ends the connection in time. */
  public boolean endsWithin(Duration timeout) throws InterruptedException {
    try {
      ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ending is a value", e);
    }
  }

  public boolean isOpen() {
    return connection.isOpen();
  }

  /** Closes with a reset. */
  public void abort() {
    connection.abort();
  }

  @Override
  public void close() {
    connection.close();
  }

  private final class Receiver implements FrameHandler {

    @Override
    public void frame(FrameConnection from, byte[] frame) {
      var _ = frames.offer(frame);
    }

    @Override
    public void closed(FrameConnection from, Ending ending) {
      ended.complete(ending);
    }
  }
}
