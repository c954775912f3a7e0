package io.oneclear.link;

import static io.oneclear.link.TestTerminal.bytes;
import static io.oneclear.link.TestTerminal.prefixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** What terminals cost that have signed on and are silent: the most of them, most of the day. */
@Timeout(120)
class IdleConnectionsTest {

  private static final int CONNECTIONS = 2_000;

  /** The server's side and the test's own socket together. */
  private static final int MOST_BYTES_EACH = 5 * 1024;

  private static final TerminalHandler ECHO = call -> call.answer(call.frame());

  @Test
  void idleConnectionCostsAFewKilobytesAndGivesEverythingBack(TestReporter reporter)
      throws Exception {
    try (EventLoops loops = EventLoops.start("idle", 2);
        TerminalFrontEnd frontEnd =
            TerminalFrontEnd.start(
                FrontEndConfig.of("127.0.0.1", 0), loops, ECHO, FrontEndMetrics.NONE)) {
      comeAndGo(frontEnd); // what is made once, for the first of them, is not theirs
      Cost before = Cost.now();

      List<SocketChannel> terminals = signedOn(frontEnd);
      assertThat(frontEnd.connections()).isEqualTo(CONNECTIONS);
      long each = (Cost.now().bytes() - before.bytes()) / CONNECTIONS;
      reporter.publishEntry("bytes each", Long.toString(each));
      assertThat(each).as("bytes of heap and direct memory each").isLessThan(MOST_BYTES_EACH);

      leave(frontEnd, terminals);
      Cost after = Cost.now();
      assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
      assertThat((after.bytes() - before.bytes()) / CONNECTIONS)
          .as("bytes left behind by each")
          .isLessThan(100);
    }
  }

  @Test
  void connectionThatGoesInTheMiddleOfAFrameLeavesNothingBehind() throws Exception {
    FrontEndConfig patient = FrontEndLimits.usual().frameDeadline(Duration.ofMinutes(5)).config();
    CountingFrontEndMetrics metrics = new CountingFrontEndMetrics();
    try (EventLoops loops = EventLoops.start("storm", 2);
        TerminalFrontEnd frontEnd = TerminalFrontEnd.start(patient, loops, ECHO, metrics)) {
      breakOff(frontEnd, metrics);
      Cost before = Cost.now();
      breakOff(frontEnd, metrics);
      Cost after = Cost.now();
      assertThat((after.bytes() - before.bytes()) / CONNECTIONS)
          .as("bytes left behind by each")
          .isLessThan(100);
    }
  }

  private static void breakOff(TerminalFrontEnd frontEnd, CountingFrontEndMetrics metrics)
      throws IOException {
    int seen = metrics.closed(FrontEndMetrics.Close.TRUNCATED_FRAME);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), frontEnd.port());
    byte[] half = {0, 100, 1, 2, 3};
    for (int i = 0; i < CONNECTIONS; i++) {
      try (SocketChannel terminal = SocketChannel.open(address)) {
        terminal.write(ByteBuffer.wrap(half));
      }
    }
    await()
        .until(
            () ->
                metrics.closed(FrontEndMetrics.Close.TRUNCATED_FRAME) == seen + CONNECTIONS
                    && frontEnd.connections() == 0);
  }

  private static void comeAndGo(TerminalFrontEnd frontEnd) throws IOException {
    leave(frontEnd, signedOn(frontEnd));
  }

  private static List<SocketChannel> signedOn(TerminalFrontEnd frontEnd) throws IOException {
    List<SocketChannel> terminals = new ArrayList<>(CONNECTIONS);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), frontEnd.port());
    byte[] request = prefixed(bytes("sign on"));
    ByteBuffer answer = ByteBuffer.allocateDirect(request.length);
    for (int i = 0; i < CONNECTIONS; i++) {
      SocketChannel terminal = SocketChannel.open(address);
      terminal.write(ByteBuffer.wrap(request));
      answer.clear();
      while (answer.hasRemaining() && terminal.read(answer) > 0) {
        assertThat(terminal.isOpen()).isTrue();
      }
      assertThat(answer.hasRemaining()).as("the answer is whole").isFalse();
      terminals.add(terminal);
    }
    return terminals;
  }

  private static void leave(TerminalFrontEnd frontEnd, List<SocketChannel> terminals)
      throws IOException {
    for (SocketChannel terminal : terminals) {
      terminal.close();
    }
    terminals.clear();
    await().untilAsserted(() -> assertThat(frontEnd.connections()).isZero());
  }

  /**
   * @param bytes used heap after a collection, and what Netty's buffers hold outside it
   * @param descriptors of the process
   */
  private record Cost(long bytes, long descriptors) {

    static Cost now() {
      System.gc();
      System.gc();
      var provider = (ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT;
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Cost(
          heap + provider.metric().usedDirectMemory(), system.getOpenFileDescriptorCount());
    }
  }
}
