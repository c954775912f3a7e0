package io.oneclear.link;

import static io.oneclear.link.TestTerminal.bytes;
import static io.oneclear.link.TestTerminal.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oneclear.link.FrameHandler.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FrameServerAndClientTest {

  private final EventLoops loops = EventLoops.start("frames-test", 1);
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  private FrameServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    loops.close();
  }

  @ParameterizedTest
  @EnumSource
  void framesGoBothWaysWithEitherPrefix(LengthPrefix prefix) throws Exception {
    serve(prefix, (connection, frame) -> connection.send(frame));
    FrameConnection client = connect(prefix);

    client.send(bytes("one"));
    client.send(bytes("x".repeat(9_000)));
    client.sendKeepAlive();
    client.send(bytes("three"));

    assertThat(take(received)).isEqualTo("one");
    assertThat(take(received)).hasSize(9_000);
    assertThat(take(received)).isEqualTo("three");
    assertThat(server.connections()).isEqualTo(1);
    client.close();
    assertThat(take(endings)).isEqualTo(Ending.CLOSED_HERE);
    await().until(() -> server.connections() == 0);
  }

  @Test
  void serverCanWritePartOfAFrameAndClose() throws Exception {
    serve(LengthPrefix.BINARY_2, (connection, frame) -> connection.sendPartialThenClose(frame, 2));
    FrameConnection client = connect(LengthPrefix.BINARY_2);

    client.send(bytes("whole"));

    assertThat(take(endings)).isEqualTo(Ending.TRUNCATED);
    assertThat(received).isEmpty();
  }

  @Test
  void partsOfAFrameMakeAFrame() throws Exception {
    serve(
        LengthPrefix.ASCII_4,
        (connection, frame) -> {
          connection.sendPartial(frame, 2);
          connection.sendRaw(bytes(text(frame).substring(2)));
        });
    FrameConnection client = connect(LengthPrefix.ASCII_4);

    client.send(bytes("whole"));

    assertThat(take(received)).isEqualTo("whole");
  }

  @Test
  void serverCanAnswerLater() throws Exception {
    serve(
        LengthPrefix.BINARY_2,
        (connection, frame) -> {
          connection.sendAfter(Duration.ofMillis(200), bytes("later"));
          connection.send(bytes("now"));
        });
    FrameConnection client = connect(LengthPrefix.BINARY_2);
    long before = System.nanoTime();

    client.send(bytes("ask"));

    assertThat(take(received)).isEqualTo("now");
    assertThat(take(received)).isEqualTo("later");
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(200_000_000);
  }

  @Test
  void resetIsSeenAsAnEnd() throws Exception {
    serve(LengthPrefix.BINARY_2, (connection, _) -> connection.abort());
    FrameConnection client = connect(LengthPrefix.BINARY_2);

    client.send(bytes("ask"));

    assertThat(take(endings)).isIn(Ending.FAILED, Ending.CLOSED_BY_PEER);
  }

  @Test
  void connectionNobodyReadsBecomesUnwritable() throws Exception {
    serve(LengthPrefix.BINARY_2, (connection, _) -> connection.pauseReading());
    FrameConnection client = connect(LengthPrefix.BINARY_2);
    byte[] large = new byte[60_000];

    client.send(bytes("stop reading"));
    await()
        .until(
            () -> {
              client.send(large);
              return !client.isWritable();
            });

    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void nobodyListeningFailsTheConnect() throws Exception {
    serve(LengthPrefix.BINARY_2, (_, _) -> {});
    int port = server.port();
    server.close();

    CompletableFuture<FrameConnection> connecting =
        client(LengthPrefix.BINARY_2).connect("127.0.0.1", port, new Receiver());

    assertThatThrownBy(connecting::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LinkException.class)
        .hasMessageContaining("cannot connect to 127.0.0.1:" + port);
  }

  @Test
  void frameThatIsTooLongForItsPrefixIsRefused() throws Exception {
    serve(LengthPrefix.ASCII_4, (_, _) -> {});
    FrameConnection client = connect(LengthPrefix.ASCII_4);

    assertThatThrownBy(() -> client.send(new byte[10_000]))
        .hasMessage("a frame of 10000 bytes cannot be sent");
  }

  @Test
  void thousandsOfClientsShareOneThread() throws Exception {
    serve(LengthPrefix.BINARY_2, (connection, frame) -> connection.send(frame));
    FrameClient client = client(LengthPrefix.BINARY_2);
    List<CompletableFuture<FrameConnection>> connecting = new ArrayList<>();
    var answers = new ConcurrentLinkedQueue<String>();
    for (int i = 0; i < 2_000; i++) {
      connecting.add(
          client.connect("127.0.0.1", server.port(), (_, frame) -> answers.add(text(frame))));
    }
    for (CompletableFuture<FrameConnection> one : connecting) {
      one.get(30, TimeUnit.SECONDS).send(bytes("hello"));
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> answers.size() == 2_000);

    for (CompletableFuture<FrameConnection> one : connecting) {
      one.join().close();
    }
    await().until(() -> server.connections() == 0);
  }

  @Test
  void framesOfOneThreadKeepTheirOrder() throws Exception {
    serve(LengthPrefix.BINARY_2, (connection, frame) -> connection.send(frame));
    AtomicInteger next = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    FrameConnection client =
        client(LengthPrefix.BINARY_2)
            .connect(
                "127.0.0.1",
                server.port(),
                (_, frame) -> {
                  if (!text(frame).equals(Integer.toString(next.getAndIncrement()))) {
                    wrong.incrementAndGet();
                  }
                })
            .get(10, TimeUnit.SECONDS);

    for (int i = 0; i < 20_000; i++) {
      client.send(bytes(Integer.toString(i)));
    }

    await().until(() -> next.get() == 20_000);
    assertThat(wrong).hasValue(0);
  }

  private void serve(LengthPrefix prefix, BiConsumer<FrameConnection, byte[]> onFrame)
      throws LinkException {
    server = FrameServer.listen(loops, "127.0.0.1", 0, prefix, () -> onFrame::accept);
  }

  private FrameClient client(LengthPrefix prefix) {
    return new FrameClient(loops, prefix, prefix.maxFrameBytes(), Duration.ofSeconds(20));
  }

  private FrameConnection connect(LengthPrefix prefix) throws Exception {
    return client(prefix)
        .connect("127.0.0.1", server.port(), new Receiver())
        .get(10, TimeUnit.SECONDS);
  }

  private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(10, TimeUnit.SECONDS);
    assertThat(taken).as("something within 10 s").isNotNull();
    return taken;
  }

  private final class Receiver implements FrameHandler {

    @Override
    public void frame(FrameConnection connection, byte[] frame) {
      received.add(text(frame));
    }

    @Override
    public void closed(FrameConnection connection, Ending ending) {
      endings.add(ending);
    }
  }
}
