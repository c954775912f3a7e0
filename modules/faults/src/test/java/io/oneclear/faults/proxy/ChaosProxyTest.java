package io.oneclear.faults.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each act and command, seen from both ends of real sockets. */
class ChaosProxyTest {

  private static final int SILENCE_MILLIS = 300;
  private static final int LIMIT_MILLIS = 10_000;

  private ServerSocket listener;
  private Thread accepting;
  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private ChaosProxy proxy;
  private Socket client;
  private Socket server;

  @BeforeEach
  void connect() throws Exception {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    accepting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (true) {
                      accepted.add(listener.accept());
                    }
                  } catch (IOException e) {
                    assertThat(listener.isClosed()).isTrue();
                  }
                });
    proxy = ChaosProxy.to(listener.getLocalPort(), Framing.BINARY_2);
    client = newClient();
    server = newServer();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    proxy.close();
    listener.close();
  }

  @Test
  void withoutAPlanFramesPassBothWays() throws Exception {
    send(client, "one");
    send(client, "two");
    assertThat(receive(server)).isEqualTo("one");
    assertThat(receive(server)).isEqualTo("two");
    send(server, "three");
    assertThat(receive(client)).isEqualTo("three");
  }

  @Test
  void aDroppedFrameIsLostAndTheNextArrives() throws Exception {
    proxy.plan(FramePlan.once(frame -> frame.contains("one"), Act.DROP));
    send(client, "one");
    send(client, "two");
    assertThat(receive(server)).isEqualTo("two");
  }

  @Test
  void aDelayedFrameKeepsItsPlaceAndAnOvertakenOneLosesIt() throws Exception {
    proxy.plan(
        FramePlan.once(frame -> frame.contains("one"), new Act.Delay(Duration.ofMillis(200))));
    long start = System.nanoTime();
    send(client, "one");
    send(client, "two");
    assertThat(receive(server)).isEqualTo("one");
    assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(190).toNanos());
    assertThat(receive(server)).isEqualTo("two");

    proxy.plan(
        FramePlan.once(
            frame -> frame.contains("three"), new Act.Overtaken(Duration.ofMillis(200))));
    send(client, "three");
    send(client, "four");
    assertThat(receive(server)).isEqualTo("four");
    assertThat(receive(server)).isEqualTo("three");
  }

  @Test
  void aRepeatedFrameArrivesTwiceAndASwappedOneBehindItsNeighbour() throws Exception {
    proxy.plan(FramePlan.once(frame -> frame.contains("one"), new Act.Repeated(2)));
    send(client, "one");
    assertThat(receive(server)).isEqualTo("one");
    assertThat(receive(server)).isEqualTo("one");

    proxy.plan(FramePlan.once(frame -> frame.contains("two"), new Act.Swapped()));
    send(client, "two");
    send(client, "three");
    assertThat(receive(server)).isEqualTo("three");
    assertThat(receive(server)).isEqualTo("two");
  }

  @Test
  void aReplacedFrameArrivesAsSomethingElse() throws Exception {
    proxy.plan(FramePlan.all(Direction.TO_CLIENT, new Act.Replaced(framed("forged"))));
    send(server, "honest");
    send(client, "honest");
    assertThat(receive(client)).isEqualTo("forged");
    assertThat(receive(server)).isEqualTo("honest");
  }

  @Test
  void aTrickledFrameArrivesWholeInTheEnd() throws Exception {
    proxy.plan(FramePlan.all(Direction.TO_SERVER, new Act.Trickled(Duration.ofMillis(20))));
    long start = System.nanoTime();
    send(client, "tenletters");
    assertThat(receive(server)).isEqualTo("tenletters");
    assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(200).toNanos());
  }

  @Test
  void aConnectionIsCutInMidFrameWithFinOrReset() throws Exception {
    proxy.plan(FramePlan.all(Direction.TO_SERVER, new Act.Broken(4, false)));
    send(client, "one");
    InputStream in = server.getInputStream();
    assertThat(in.readNBytes(4)).isEqualTo(new byte[] {0, 3, 'o', 'n'});
    assertThat(in.read()).isEqualTo(-1);
    assertThat(client.getInputStream().read()).isEqualTo(-1);

    client = newClient();
    server = newServer();
    proxy.plan(FramePlan.all(Direction.TO_SERVER, new Act.Broken(0, true)));
    send(client, "one");
    assertThatThrownBy(() -> server.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    await().untilAsserted(() -> assertThat(proxy.openConnections()).isZero());
  }

  @Test
  void aHalfOpenConnectionHearsOneSideOnly() throws Exception {
    proxy.halfOpen(Direction.TO_CLIENT);
    send(client, "question");
    assertThat(receive(server)).isEqualTo("question");
    send(server, "answer");
    assertSilent(client);
    assertThat(client.isClosed()).isFalse();

    proxy.heal();
    send(server, "another");
    assertThat(receive(client)).isEqualTo("another");
  }

  @Test
  void aFrameThatOpensAHalfSwallowsAllBehindIt() throws Exception {
    proxy.plan(FramePlan.once(frame -> frame.number() == 2, new Act.HalfOpened()));
    send(client, "one");
    send(client, "two");
    send(client, "three");
    assertThat(receive(server)).isEqualTo("one");
    assertSilent(server);
    send(server, "still here");
    assertThat(receive(client)).isEqualTo("still here");
  }

  @Test
  void aBlackHoleTakesConnectionsAndAnswersNothing() throws Exception {
    proxy.blackHole();
    send(client, "one");
    assertSilent(server);
    try (Socket second = newClient();
        Socket secondServer = newServer()) {
      send(second, "two");
      assertSilent(secondServer);
      proxy.heal();
      send(second, "three");
      assertThat(receive(secondServer)).isEqualTo("three");
    }
  }

  @Test
  void refusedClientsComeInAfterHealing() throws Exception {
    proxy.refuse();
    assertThatThrownBy(this::newClient).isInstanceOf(IOException.class);
    send(client, "the open one stays");
    assertThat(receive(server)).isEqualTo("the open one stays");
    proxy.heal();
    try (Socket later = newClient();
        Socket laterServer = newServer()) {
      send(later, "in");
      assertThat(receive(laterServer)).isEqualTo("in");
    }
    assertThat(proxy.connections()).isEqualTo(2);
    assertThat(proxy.connectedAt()).hasSize(2);
  }

  @Test
  void aFlappingLineIsAwayAndThereAgain() throws Exception {
    proxy.flap(Duration.ofMillis(50), Duration.ofMillis(200));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThatThrownBy(this::newClient).isInstanceOf(IOException.class));
    proxy.heal();
    try (Socket later = newClient()) {
      send(later, "stays");
      Socket last = newServer();
      while (!"stays".equals(receiveOrNull(last))) {
        last = newServer();
      }
    }
  }

  @Test
  void aPatientProxyKeepsTheClientUntilTheServerIsThere() throws Exception {
    int port = listener.getLocalPort();
    listener.close();
    accepting.join();
    try (ChaosProxy patient = ChaosProxy.patientlyTo(port, Framing.BINARY_2);
        Socket waiting = new Socket(InetAddress.getLoopbackAddress(), patient.port())) {
      send(waiting, "early");
      try (ServerSocket late = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
          Socket taken = late.accept()) {
        assertThat(receive(taken)).isEqualTo("early");
      }
    }
  }

  @Test
  void theSameSeedChoosesTheSame() {
    FramePlan first = FramePlan.mixed(5, 300, FramePlan.unpleasant());
    FramePlan second = FramePlan.mixed(5, 300, FramePlan.unpleasant());
    int unpleasant = 0;
    for (int i = 1; i <= 1_000; i++) {
      Frame frame = new Frame(Direction.TO_SERVER, 1, i, new byte[0]);
      Act act = first.of(frame);
      assertThat(second.of(frame)).isEqualTo(act);
      unpleasant += act == Act.PASS ? 0 : 1;
    }
    assertThat(unpleasant).isBetween(200, 400);
  }

  @Test
  void framesOfTheOtherDialectsEndWhereTheyEnd() throws Exception {
    assertThat(frames(Framing.ASCII_4, Direction.TO_SERVER, "0003one0000" + "0003two"))
        .containsExactly("0003one", "0000", "0003two");
    String startup = "\0\0\0\u0008\u0004\u00d2\u0016/" + "\0\0\0\u0009\0\u0003\0\0x";
    assertThat(frames(Framing.POSTGRESQL, Direction.TO_SERVER, startup + "Q\0\0\0\u0006ab"))
        .containsExactly(
            "\0\0\0\u0008\u0004\u00d2\u0016/", "\0\0\0\u0009\0\u0003\0\0x", "Q\0\0\0\u0006ab");
    assertThat(
            frames(
                Framing.POSTGRESQL, Direction.TO_CLIENT, "NR\0\0\0\u0008\0\0\0\0C\0\0\0\u0006ok"))
        .containsExactly("N", "R\0\0\0\u0008\0\0\0\0", "C\0\0\0\u0006ok");
  }

  private static List<String> frames(Framing framing, Direction direction, String bytes)
      throws IOException {
    InputStream in = new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1));
    Framing.FrameSource source = framing.open(direction);
    List<String> found = new ArrayList<>();
    for (byte[] frame = source.next(in); frame != null; frame = source.next(in)) {
      found.add(new String(frame, StandardCharsets.ISO_8859_1));
    }
    return found;
  }

  private Socket newClient() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }

  private Socket newServer() throws Exception {
    Socket socket = accepted.poll(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    assertThat(socket).as("a connection at the server").isNotNull();
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }

  private static byte[] framed(String text) {
    byte[] bytes = new byte[2 + text.length()];
    bytes[1] = (byte) text.length();
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, 2, text.length());
    return bytes;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(framed(text));
  }

  private static String receive(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] prefix = in.readNBytes(2);
    assertThat(prefix).as("a frame").hasSize(2);
    return new String(in.readNBytes(prefix[1]), StandardCharsets.US_ASCII);
  }

  private static String receiveOrNull(Socket socket) {
    try {
      byte[] prefix = socket.getInputStream().readNBytes(2);
      return prefix.length < 2
          ? null
          : new String(socket.getInputStream().readNBytes(prefix[1]), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return null;
    }
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(LIMIT_MILLIS);
  }
}
