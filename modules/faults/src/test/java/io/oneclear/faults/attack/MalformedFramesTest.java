package io.oneclear.faults.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.faults.attack.Regulars.Served;
import io.oneclear.faults.logs.ThreeLogs;
import io.oneclear.faults.process.ChildProcess;
import io.oneclear.faults.process.Launch;
import io.oneclear.faults.process.Ports;
import io.oneclear.faults.terminals.TerminalFleet;
import io.oneclear.simulator.DemoCard;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages of a real terminal with anything changed in them, on real sockets to a real server: the
 * length, the first bytes, a bit, a stretch, the end; one byte a packet, many in one. Each is
 * answered or hung up on, within time; nobody else notices. {@code -Dfaults.frames=1000000} for a
 * million of them, {@code -Dfaults.frames.seed=1} for others.
 */
@Tag("fault")
class MalformedFramesTest {

  private static final int FRAMES = Integer.getInteger("faults.frames", 40_000);
  private static final long SEED = Long.getLong("faults.frames.seed", 1);
  private static final int SENDERS = 4;
  private static final int REGULARS = 4;
  private static final int OVERHEARD = 20;
  private static final Duration UPSTREAM_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** For an answer or the end of the connection. */
  private static final int NO_HANG_MILLIS = 30_000;

  private static final long MORE_BYTES = 24_000_000;
  private static final int MORE_THREADS = 6;
  private static final int MORE_DESCRIPTORS = 24;
  private static final long LOG_BYTES_PER_FRAME = 64;

  @TempDir Path directory;

  private final AtomicLong judged = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();

  @Test
  void whateverComesIsAnsweredOrHungUpOnAndNobodyElseNotices() throws Exception {
    Path data = directory.resolve("data");
    int port = Ports.free();
    try (ChildProcess server =
        Launch.demoServer(data, port, UPSTREAM_TIMEOUT)
            .with("--terminals", "40")
            .set("terminals.frameDeadline", "2s")
            .start()) {
      server.awaitReady(START);
      Overheard overheard = Overheard.from(data, port, OVERHEARD, UPSTREAM_TIMEOUT);
      assertThat(overheard.frames()).hasSizeGreaterThan(8);
      List<DemoCard> cards;
      try (TerminalFleet fleet =
              TerminalFleet.open(data, port, TerminalFleet.Crew.of(REGULARS, UPSTREAM_TIMEOUT));
          Regulars regulars = new Regulars(signedOn(fleet))) {
        cards = fleet.cards();
        await().atMost(LIMIT).until(() -> regulars.count() >= 200);
        Footprint before = Footprint.of(server);
        regulars.served();
        sendAll(port, overheard);
        Served served = regulars.served();
        say("others meanwhile", served);
        Files.writeString(Path.of("target/malformed-frames.log"), server.said());

        assertThat(served.refused()).as("purchases of the others").isEmpty();
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> Footprint.of(server),
                now -> now.isBackAt(before, MORE_BYTES, MORE_THREADS, MORE_DESCRIPTORS));
        say("before", before);
        say("after", Footprint.of(server));
      }
      assertThat(judged.get()).isGreaterThanOrEqualTo(FRAMES);
      assertThat(answered.get()).as("answers among them").isGreaterThan(FRAMES / 10);
      assertThat(server.said()).doesNotContain("Exception", "Error:", "\tat ");
      assertThat(cards)
          .as("card numbers in the log")
          .noneMatch(card -> server.said().contains(card.pan().clear()));
      assertThat(Files.size(server.log())).isLessThan(64_000 + FRAMES * LOG_BYTES_PER_FRAME / 10);
      ThreeLogs logs = ThreeLogs.of(data, LIMIT);
      assertThat(logs.differences()).isEmpty();
      assertThat(logs.violations()).isEmpty();
    }
  }

  private static TerminalFleet signedOn(TerminalFleet fleet) {
    fleet.signOn();
    return fleet;
  }

  private static void say(String when, Object what) {
    System.out.printf("%s: %s%n", when, what); // for the chapter: what it was this time
  }

  private void sendAll(int port, Overheard overheard) throws Exception {
    long begun = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        Sender sender = new Sender(port, i, overheard);
        senders.add(threads.submit(sender::untilAllIsJudged));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
    long seconds = Math.max(1, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    say(
        "malformed frames",
        "%d judged, %d of them answered, over %d connections, %d a second"
            .formatted(judged.get(), answered.get(), connections.get(), judged.get() / seconds));
  }

  /** Sends on one connection after the other. */
  private final class Sender {

    private static final int MOST_FRAMES = 64;
    private static final int ONE_BYTE_PACKETS_IN = 50;
    private static final int LEAVES_IN = 4;

    private final int port;
    private final int number;
    private final Mutations mutations;
    private final SplittableRandom random;
    private final ByteBuffer sink = ByteBuffer.allocate(256 * 1024);

    Sender(int port, int number, Overheard overheard) {
      this.port = port;
      this.number = number;
      this.random = new SplittableRandom(SEED * SENDERS + number);
      this.mutations = new Mutations(overheard.frames(), random);
    }

    Void untilAllIsJudged() throws IOException {
      while (judged.get() < FRAMES) {
        try (SocketChannel socket =
            Crowd.socket(port, 20 + number, 1 + connections.incrementAndGet() % 200)) {
          socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
          socket.socket().setSoTimeout(NO_HANG_MILLIS);
          boolean byteByByte = random.nextInt(ONE_BYTE_PACKETS_IN) == 0;
          int frames = 1 + random.nextInt(byteByByte ? 2 : MOST_FRAMES);
          send(socket, mutations.some(frames), byteByByte);
          if (random.nextInt(LEAVES_IN) == 0) {
            // It goes without waiting for an answer: that is none of the million.
            continue;
          }
          int answers = answers(socket, frames);
          answered.addAndGet(answers);
          // And the one it hung up on.
          judged.addAndGet(answers == frames ? frames : answers + 1);
        }
      }
      return null;
    }

    private void send(SocketChannel socket, ByteBuffer frames, boolean byteByByte) {
      try {
        while (frames.hasRemaining()) {
          int packet = byteByByte ? 1 : Math.min(frames.remaining(), 1 + random.nextInt(4_000));
          socket.write(frames.slice(frames.position(), packet));
          frames.position(frames.position() + packet);
        }
      } catch (IOException hungUp) {
        // It said so in the middle of what we sent: that is an answer, too.
        frames.position(frames.limit());
      }
    }

    /** Reads until all are answered or it hangs up; one of the two must come. */
    private int answers(SocketChannel socket, int frames) throws IOException {
      int answers = 0;
      sink.clear();
      try {
        InputStream in = socket.socket().getInputStream();
        while (answers < frames) {
          int read = in.read(sink.array(), sink.position(), sink.remaining());
          if (read < 0) {
            assertThat(sink.position()).as("bytes of an answer without its end").isZero();
            return answers;
          }
          sink.position(sink.position() + read).flip();
          answers += wholeFrames();
          sink.compact();
        }
        return answers;
      } catch (SocketTimeoutException e) {
        throw new AssertionError("neither answered nor hung up on", e);
      } catch (IOException reset) {
        return answers;
      }
    }

    private int wholeFrames() {
      int frames = 0;
      while (sink.remaining() >= 2) {
        int length = 2 + (sink.getShort(sink.position()) & 0xFFFF);
        if (sink.remaining() < length) {
          return frames;
        }
        sink.position(sink.position() + length);
        frames++;
      }
      return frames;
    }
  }
}
