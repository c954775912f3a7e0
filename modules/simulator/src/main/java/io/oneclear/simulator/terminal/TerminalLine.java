package io.oneclear.simulator.terminal;

import io.oneclear.link.FrameConnection;
import io.oneclear.link.FrameHandler;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.pos.PosFrame;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * One connection to an acquirer, for one terminal or for many behind a concentrator. Hands each
 * answer to the request it belongs to: same terminal, same trace, type of the answer. Any thread.
 */
public final class TerminalLine implements AutoCloseable {

  private final TerminalNetwork network;
  private final String host;
  private final int port;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final LongAdder unexpected = new LongAdder();
  private CompletableFuture<FrameConnection> connection;

  TerminalLine(TerminalNetwork network, String host, int port) {
    this.network = network;
    this.host = host;
    this.port = port;
  }

  /** Answers nobody waited for: late ones, second ones, unreadable ones. */
  public long unexpectedAnswers() {
    return unexpected.sum();
  }

  /** Cuts the connection in the middle of whatever it does; the next request connects again. */
  public synchronized void cut() {
    if (connection != null) {
      var _ = connection.thenAccept(FrameConnection::abort);
    }
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      var _ = connection.thenAccept(FrameConnection::close);
    }
  }

  TerminalNetwork network() {
    return network;
  }

  /** Sends a frame and waits for the answer with this key. Never fails: it says what happened. */
  CompletableFuture<Reply> exchange(String answerKey, byte[] frame, Duration timeout) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    var _ =
        connection()
            .whenComplete(
                (open, failure) -> {
                  if (failure != null) {
                    reply.complete(new Reply.Lost());
                  } else {
                    send(open, answerKey, frame, timeout, reply);
                  }
                });
    return reply;
  }

  static String answerKey(String terminal, String trace, String answerType) {
    return answerType + trace + terminal;
  }

  private void send(
      FrameConnection open,
      String answerKey,
      byte[] frame,
      Duration timeout,
      CompletableFuture<Reply> reply) {
    ScheduledFuture<?> deadline =
        network
            .timer()
            .schedule(
                () -> {
                  waiting.remove(answerKey);
                  reply.complete(new Reply.None());
                },
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
    var _ = reply.whenComplete((_, _) -> deadline.cancel(false));
    Waiting before = waiting.put(answerKey, new Waiting(reply, open));
    if (before != null) {
      before.reply.complete(new Reply.None());
    }
    if (open.isOpen()) {
      open.send(frame);
    } else {
      waiting.remove(answerKey);
      reply.complete(new Reply.Lost());
    }
  }

  private synchronized CompletableFuture<FrameConnection> connection() {
    boolean usable =
        connection != null
            && (!connection.isDone()
                || (!connection.isCompletedExceptionally() && connection.join().isOpen()));
    if (!usable) {
      connection = network.client().connect(host, port, new Receiver());
    }
    return connection;
  }

  private void received(byte[] bytes) {
    try {
      PosFrame frame = network.dialect().decode(bytes);
      IsoMessage message = frame.message();
      String trace = message.has(11) ? message.text(11) : "";
      String terminal = message.has(41) ? message.text(41) : "";
      Waiting found = waiting.remove(answerKey(terminal, trace, message.mti().digits()));
      if (found == null) {
        unexpected.increment();
      } else {
        found.reply.complete(new Reply.Came(frame));
      }
    } catch (MalformedMessageException e) {
      unexpected.increment();
    }
  }

  /** How an exchange ended. */
  sealed interface Reply {
    record Came(PosFrame frame) implements Reply {}

    record None() implements Reply {}

    record Lost() implements Reply {}
  }

  private record Waiting(CompletableFuture<Reply> reply, FrameConnection connection) {}

  private final class Receiver implements FrameHandler {

    @Override
    public void frame(FrameConnection connection, byte[] frame) {
      received(frame);
    }

    @Override
    public void closed(FrameConnection closed, Ending ending) {
      waiting
          .values()
          .removeIf(
              one -> {
                boolean gone = one.connection == closed;
                if (gone) {
                  one.reply.complete(new Reply.Lost());
                }
                return gone;
              });
    }
  }
}
