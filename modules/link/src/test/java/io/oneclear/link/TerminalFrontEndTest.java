package io.oneclear.link;

import static io.oneclear.link.TestTerminal.bytes;
import static io.oneclear.link.TestTerminal.prefixed;
import static io.oneclear.link.TestTerminal.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oneclear.link.FrontEndMetrics.Close;
import io.oneclear.link.FrontEndMetrics.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TerminalFrontEndTest {

  private static final TerminalHandler ECHO = call -> call.answer(call.frame());

  private EventLoops loops = EventLoops.start("front-end-test", 2);
  private final CountingFrontEndMetrics metrics = new CountingFrontEndMetrics();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable closeable : toClose.reversed()) {
      closeable.close();
    }
    loops.close();
  }

  @Test
  void oneByteAPacketMakesOneFrame() throws Exception {
    TestTerminal terminal = terminal(start(limits(), ECHO));

    for (byte one : prefixed(bytes("purchase"))) {
      terminal.raw(one);
    }

    assertThat(terminal.read()).isEqualTo("purchase");
    assertThat(metrics.received).hasValue(1);
    assertThat(metrics.bytes).hasValue(20);
  }

  @Test
  void manyFramesInOnePacketAreAnsweredEach() throws Exception {
    TestTerminal terminal = terminal(start(limits(), ECHO));
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    for (int i = 0; i < 500; i++) {
      packet.writeBytes(prefixed(bytes("frame " + i)));
    }

    terminal.raw(packet.toByteArray());

    for (int i = 0; i < 500; i++) {
      assertThat(terminal.read()).isEqualTo("frame " + i);
    }
  }

  @Test
  void answersReturnInTheOrderTheyAreReadyOnTheConnectionTheyBelongTo() throws Exception {
    BlockingQueue<TerminalCall> calls = new LinkedBlockingQueue<>();
    TerminalFrontEnd frontEnd = start(limits(), calls::add);
    TestTerminal first = terminal(frontEnd);
    TestTerminal second = terminal(frontEnd);
    first.send("1a");
    TerminalCall a = take(calls);
    first.send("1b");
    TerminalCall b = take(calls);
    second.send("2c");
    TerminalCall c = take(calls);

    c.answer(bytes("to " + text(c.frame())));
    b.answer(bytes("to " + text(b.frame())));
    a.answer(bytes("to " + text(a.frame())));

    assertThat(first.read()).isEqualTo("to 1b");
    assertThat(first.read()).isEqualTo("to 1a");
    assertThat(second.read()).isEqualTo("to 2c");
    assertThat(a.peer()).isEqualTo("127.0.0.1:" + first.socket().getLocalPort());
    await().until(() -> metrics.inFlight.get() == 0);
  }

  @Test
  void answersFromManyThreadsAllArriveOnce() throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      TerminalFrontEnd frontEnd =
          start(limits(), call -> workers.execute(() -> call.answer(call.frame())));
      List<TestTerminal> terminals = new ArrayList<>();
      for (int t = 0; t < 20; t++) {
        terminals.add(terminal(frontEnd));
      }
      for (int t = 0; t < 20; t++) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
          packet.writeBytes(prefixed(bytes(t + "/" + i)));
        }
        terminals.get(t).raw(packet.toByteArray());
      }
      for (int t = 0; t < 20; t++) {
        Set<String> expected = new TreeSet<>();
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
          expected.add(t + "/" + i);
          answers.add(terminals.get(t).read());
        }
        assertThat(answers).isEqualTo(expected);
      }
    }
    assertThat(metrics.sent).hasValue(4_000);
  }

  @Test
  void truncatedFrameIsCountedAndHandsNothingOver() throws Exception {
    TestTerminal terminal = terminal(start(limits(), ECHO));

    terminal.raw(Arrays.copyOf(prefixed(bytes("purchase")), 7));
    terminal.close();

    await().until(() -> metrics.closed(Close.TRUNCATED_FRAME) == 1);
    assertThat(metrics.received).hasValue(0);
  }

  @Test
  void frameOfLengthZeroClosesItsConnection() throws Exception {
    TestTerminal terminal = terminal(start(limits(), ECHO));

    terminal.raw((byte) 0, (byte) 0);

    assertThat(terminal.closedByPeer()).isTrue();
    await().until(() -> metrics.closed(Close.EMPTY_FRAME) == 1);
  }

  @Test
  void lengthBeyondTheLimitClosesBeforeItsBytesCome() throws Exception {
    TestTerminal terminal = terminal(start(limits(), ECHO));

    terminal.raw((byte) 0xFF, (byte) 0xFF);

    assertThat(terminal.closedByPeer()).isTrue();
    await().until(() -> metrics.closed(Close.OVERSIZED_FRAME) == 1);
  }

  @Test
  void slowLorisIsCutAtTheDeadlineWhileAnotherTerminalIsServed() throws Exception {
    TerminalFrontEnd frontEnd = start(limits().frameDeadline(Duration.ofMillis(1_500)), ECHO);
    TestTerminal slow = terminal(frontEnd);
    TestTerminal good = terminal(frontEnd);
    byte[] drip = prefixed(bytes("x".repeat(200)));

    int dripped = 0;
    int served = 0;
    while (metrics.closed(Close.FRAME_DEADLINE) == 0) {
      try {
        slow.raw(drip[Math.min(dripped++, drip.length - 2)]);
      } catch (SocketException e) {
        assertThat(dripped).as("bytes before the cut").isPositive();
      }
      assertThat(good.ask("served " + served)).isEqualTo("served " + served);
      served++;
      var _ = new LinkedBlockingQueue<String>().poll(20, TimeUnit.MILLISECONDS);
    }

    assertThat(served).isGreaterThanOrEqualTo(3);
    assertThat(good.ask("still here")).isEqualTo("still here");
    assertThat(metrics.closed(Close.FRAME_DEADLINE)).isEqualTo(1);
  }

  @Test
  void deadlineIsOfEachFrameNotOfTheStream() throws Exception {
    TestTerminal terminal = terminal(start(limits().frameDeadline(Duration.ofMillis(500)), ECHO));
    byte[] frame = prefixed(bytes("ab"));
    terminal.raw(frame[0], frame[1]);
    long until = System.nanoTime() + Duration.ofMillis(1_500).toNanos();

    // Always in the middle of a frame, but every frame is quick.
    while (System.nanoTime() < until) {
      var _ = new LinkedBlockingQueue<String>().poll(50, TimeUnit.MILLISECONDS);
      terminal.raw(frame[2], frame[3], frame[0], frame[1]);
      assertThat(terminal.read()).isEqualTo("ab");
    }

    assertThat(metrics.closed(Close.FRAME_DEADLINE)).isZero();
  }

  @Test
  void clientThatNeverReadsIsCutAndOthersAreServed() throws Exception {
    byte[] large = new byte[1_500];
    TerminalFrontEnd frontEnd =
        start(
            limits().writeBuffer(8 * 1024, 32 * 1024).stalledWrite(Duration.ofMillis(300)),
            call -> call.answer(large));
    TestTerminal deaf = terminal(frontEnd);
    deaf.socket().setSoTimeout(1);
    TestTerminal good = terminal(frontEnd);
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (true) {
                      deaf.send("more");
                    }
                  } catch (IOException e) {
                    metrics.dropped("writer stopped");
                  }
                });

    await().until(() -> metrics.closed(Close.NOT_READING) == 1);
    writer.join();

    assertThat(good.ask("hello")).hasSize(1_500);
    assertThat(metrics.suspended.get()).isPositive();
  }

  @Test
  void floodBeyondTheAddressCapIsTurnedAwayAndPlacesComeBack() throws Exception {
    TerminalFrontEnd frontEnd = start(limits().connections(100, 5), ECHO);
    List<TestTerminal> inside = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      inside.add(terminal(frontEnd));
      assertThat(inside.get(i).ask("in")).isEqualTo("in");
    }

    for (int i = 0; i < 50; i++) {
      assertThat(terminal(frontEnd).closedByPeer()).isTrue();
    }

    assertThat(metrics.refused(Refusal.ADDRESS_LIMIT)).isEqualTo(50);
    assertThat(inside.get(0).ask("undisturbed")).isEqualTo("undisturbed");
    inside.get(1).close();
    await().until(() -> frontEnd.connections() == 4);
    assertThat(terminal(frontEnd).ask("welcome")).isEqualTo("welcome");
  }

  @Test
  void connectionsBeyondTheTotalAreTurnedAway() throws Exception {
    TerminalFrontEnd frontEnd = start(limits().connections(2, 2), ECHO);
    assertThat(terminal(frontEnd).ask("1")).isEqualTo("1");
    assertThat(terminal(frontEnd).ask("2")).isEqualTo("2");

    assertThat(terminal(frontEnd).closedByPeer()).isTrue();

    assertThat(metrics.refused(Refusal.TOTAL_LIMIT)).isEqualTo(1);
  }

  @Test
  void inFlightCapSuspendsReadingAndAnAnswerResumesIt() throws Exception {
    BlockingQueue<TerminalCall> calls = new LinkedBlockingQueue<>();
    TestTerminal terminal = terminal(start(limits().inFlight(3), calls::add));
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    for (int i = 0; i < 10; i++) {
      packet.writeBytes(prefixed(bytes("frame " + i)));
    }

    terminal.raw(packet.toByteArray());
    await().until(() -> metrics.suspended.get() == 1);
    assertThat(calls).hasSize(3);
    assertThat(metrics.inFlight).hasValue(3);

    for (int i = 0; i < 10; i++) {
      TerminalCall call = take(calls);
      assertThat(metrics.inFlight).hasValueLessThanOrEqualTo(3);
      call.answer(call.frame());
      assertThat(terminal.read()).isEqualTo("frame " + i);
    }
    terminal.send("afterwards");
    assertThat(text(take(calls).frame())).isEqualTo("afterwards");
  }

  @Test
  void partialFrameIsNotCutWhileWeAreTheOnesWhoDoNotRead() throws Exception {
    BlockingQueue<TerminalCall> calls = new LinkedBlockingQueue<>();
    TestTerminal terminal =
        terminal(start(limits().inFlight(1).frameDeadline(Duration.ofMillis(200)), calls::add));
    byte[] second = prefixed(bytes("second"));
    terminal.raw(concat(prefixed(bytes("first")), Arrays.copyOf(second, 5)));
    TerminalCall first = take(calls);
    terminal.raw(Arrays.copyOfRange(second, 5, second.length));

    assertThat(calls.poll(600, TimeUnit.MILLISECONDS)).isNull();
    first.answer(bytes("done"));

    assertThat(text(take(calls).frame())).isEqualTo("second");
  }

  @Test
  void onlyTheFirstAnswerCounts() throws Exception {
    BlockingQueue<TerminalCall> calls = new LinkedBlockingQueue<>();
    TestTerminal terminal = terminal(start(limits(), calls::add));
    terminal.send("a");
    TerminalCall call = take(calls);

    call.answer(bytes("first"));
    call.answer(bytes("second"));
    call.drop("too late");
    call.ignore("too late");

    assertThat(terminal.read()).isEqualTo("first");
    terminal.send("b");
    take(calls).answer(bytes("next"));
    assertThat(terminal.read()).isEqualTo("next");
    assertThat(metrics.again).hasValue(3);
    assertThat(metrics.dropped).isEmpty();
  }

  @Test
  void dropClosesTheConnectionAndIgnoreDoesNot() throws Exception {
    TestTerminal terminal =
        terminal(
            start(
                limits(),
                call -> {
                  switch (text(call.frame())) {
                    case "ignore me" -> call.ignore("ignored");
                    case "drop me" -> call.drop("garbage");
                    default -> call.answer(call.frame());
                  }
                }));

    terminal.send("ignore me");
    assertThat(terminal.ask("next")).isEqualTo("next");
    terminal.send("drop me");

    assertThat(terminal.closedByPeer()).isTrue();
    await().until(() -> metrics.closed(Close.DROPPED) == 1);
    assertThat(metrics.dropped).containsEntry("ignored", 1).containsEntry("garbage", 1);
    assertThat(metrics.inFlight).hasValue(0);
  }

  @Test
  void handlerThatThrowsCostsOnlyItsConnection() throws Exception {
    TerminalFrontEnd frontEnd =
        start(
            limits(),
            call -> {
              if (text(call.frame()).equals("bad")) {
                throw new IllegalStateException("broken");
              }
              call.answer(call.frame());
            });
    TestTerminal good = terminal(frontEnd);
    TestTerminal bad = terminal(frontEnd);

    bad.send("bad");

    assertThat(bad.closedByPeer()).isTrue();
    assertThat(good.ask("fine")).isEqualTo("fine");
    await().until(() -> metrics.closed(Close.HANDLER_FAILED) == 1);
    assertThat(metrics.inFlight).hasValue(0);
  }

  @Test
  void answerForAConnectionThatHasGoneIsCounted() throws Exception {
    BlockingQueue<TerminalCall> calls = new LinkedBlockingQueue<>();
    TestTerminal terminal = terminal(start(limits(), calls::add));
    terminal.send("a");
    TerminalCall call = take(calls);
    terminal.close();
    await().until(() -> metrics.closed(Close.PEER_CLOSED) == 1);

    call.answer(bytes("nobody"));

    await().until(() -> metrics.undeliverable.get() == 1);
    assertThat(metrics.inFlight).hasValue(0);
  }

  @Test
  void idleConnectionIsClosedButNotOneThatWaitsForItsAnswer() throws Exception {
    BlockingQueue<TerminalCall> calls = new LinkedBlockingQueue<>();
    TerminalFrontEnd frontEnd = start(limits().idle(Duration.ofMillis(300)), calls::add);
    TestTerminal waiting = terminal(frontEnd);
    waiting.send("slow one");
    TerminalCall call = take(calls);
    TestTerminal idle = terminal(frontEnd);

    assertThat(idle.closedByPeer()).isTrue();

    await().until(() -> metrics.closed(Close.IDLE) == 1);
    call.answer(bytes("at last"));
    assertThat(waiting.read()).isEqualTo("at last");
  }

  @Test
  void drainAnswersWhatIsInFlightThenCloses() throws Exception {
    BlockingQueue<TerminalCall> calls = new LinkedBlockingQueue<>();
    oneLoop(); // when one connection has been told, all have
    TerminalFrontEnd frontEnd = start(limits(), calls::add);
    TestTerminal busy = terminal(frontEnd);
    TestTerminal idle = terminal(frontEnd);
    busy.send("in flight");
    TerminalCall call = take(calls);
    idle.send("this one is answered");
    take(calls).answer(bytes("ok"));
    assertThat(idle.read()).isEqualTo("ok");

    var drained = frontEnd.drain(Duration.ofSeconds(30));

    assertThat(idle.closedByPeer()).isTrue();
    busy.send("too late");
    assertThat(drained).isNotDone();
    call.answer(bytes("done"));
    assertThat(busy.read()).isEqualTo("done");
    assertThat(busy.closedByPeer()).isTrue();
    drained.get(10, TimeUnit.SECONDS);
    assertThat(calls).isEmpty();
    await().until(() -> metrics.closed(Close.DRAINED) == 2);
    assertThat(frontEnd.connections()).isZero();
  }

  @Test
  void drainCutsWhatIsNotAnsweredByItsDeadline() throws Exception {
    BlockingQueue<TerminalCall> calls = new LinkedBlockingQueue<>();
    TerminalFrontEnd frontEnd = start(limits(), calls::add);
    TestTerminal busy = terminal(frontEnd);
    busy.send("never answered");
    take(calls);

    frontEnd.drain(Duration.ofMillis(100)).get(10, TimeUnit.SECONDS);

    assertThat(busy.closedByPeer()).isTrue();
  }

  @Test
  void portInUseIsSaidPlainly() throws Exception {
    TerminalFrontEnd frontEnd = start(limits(), ECHO);

    assertThatThrownBy(
            () ->
                TerminalFrontEnd.start(
                    FrontEndConfig.of("127.0.0.1", frontEnd.port()), loops, ECHO, metrics))
        .isInstanceOf(LinkException.class)
        .hasMessage("cannot listen on 127.0.0.1:" + frontEnd.port());
  }

  private void oneLoop() {
    loops.close();
    loops = EventLoops.start("front-end-test", 1);
  }

  private TerminalFrontEnd start(FrontEndLimits limits, TerminalHandler handler) throws Exception {
    TerminalFrontEnd frontEnd = TerminalFrontEnd.start(limits.config(), loops, handler, metrics);
    toClose.add(frontEnd);
    return frontEnd;
  }

  private TestTerminal terminal(TerminalFrontEnd frontEnd) throws IOException {
    TestTerminal terminal = new TestTerminal(frontEnd.port());
    toClose.add(terminal);
    return terminal;
  }

  private static FrontEndLimits limits() {
    return FrontEndLimits.usual();
  }

  private static TerminalCall take(BlockingQueue<TerminalCall> calls) throws InterruptedException {
    TerminalCall call = calls.poll(10, TimeUnit.SECONDS);
    assertThat(call).as("a call within 10 s").isNotNull();
    return call;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
