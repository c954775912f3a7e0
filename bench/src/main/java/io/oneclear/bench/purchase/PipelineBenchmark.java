package io.oneclear.bench.purchase;

import io.oneclear.link.matching.SystemTimer;
import io.oneclear.merchant.CardProduct;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.MasterKey;
import io.oneclear.security.PanProtection;
import io.oneclear.switching.Links;
import io.oneclear.switching.Reply;
import io.oneclear.switching.Router;
import io.oneclear.switching.Switch;
import io.oneclear.switching.SwitchConfig;
import io.oneclear.switching.SwitchMetrics;
import io.oneclear.switching.SwitchParts;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.route.Bin;
import io.oneclear.switching.route.BinTable;
import io.oneclear.switching.stamp.LocalTimes;
import io.oneclear.switching.stamp.Rrns;
import io.oneclear.switching.stamp.TransactionIds;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole purchase through {@link Switch}, from the terminal's bytes to the answer's: decoded,
 * terminal and MAC checked, card protected, looked up among those under way, decided, routed, PIN
 * translated, intent recorded, request to the scheme written with its MAC, answer read and checked,
 * outcome recorded, answer written with MAC. Message layer, security module, timer and switch are
 * the node's own. Journal and terminals are in memory, the link answers at once: what is missing is
 * sockets, threads, and PostgreSQL.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PipelineBenchmark {

  private static final String LINK = "scheme";

  /** A day's purchases of one terminal; then a new day begins, and the journal with it. */
  private static final int FRAMES = 8_192;

  private final InstantSource clock = InstantSource.system();
  private final MemoryJournal journal = new MemoryJournal(clock, LocalTimes.day(clock.instant()));
  private final SystemTimer timer = new SystemTimer("timer");
  private final Heard heard = new Heard();
  private final byte[][] frames = new byte[FRAMES][];
  private TerminalLeg terminal;
  private Switch target;
  private int next;

  @Setup
  public void setUp() throws IOException, MalformedMessageException {
    KeyRoom room = KeyRoom.fresh();
    terminal = new TerminalLeg(room);
    UpstreamLeg leg =
        new UpstreamLeg(room.module(), room.newKey(KeyUsage.MAC), terminal.pinBlock());
    AnsweringLink link = new AnsweringLink(LINK, leg, room.newKey(KeyUsage.PIN_ENCRYPTION), clock);
    target = open(room, link);
    for (int i = 0; i < FRAMES; i++) {
      frames[i] = terminal.purchase(i + 1);
    }
    proveThatItWorks();
    leg.proveRequest(link.lastAsked());
  }

  private Switch open(KeyRoom room, AnsweringLink link) {
    Links links = new Links();
    links.add(link);
    BinTable bins =
        new BinTable(List.of(new Bin("62", CardProduct.DEBIT, "UnionPay", List.of(LINK))));
    return new Switch(
        SwitchConfig.DEFAULT,
        new SwitchParts(
            terminal.dialect(),
            new MemoryTerminals(terminal.profile()),
            journal,
            room.module(),
            PanProtection.of(MasterKey.random(room.random()), room.random()),
            new Router(bins, links),
            links,
            new TransactionIds(1, clock),
            new Rrns(1, clock),
            (delay, task) -> timer.after(delay, task)::cancel,
            clock,
            SwitchMetrics.NONE));
  }

  private void proveThatItWorks() throws MalformedMessageException {
    byte[] answer = purchase();
    if (!terminal.believesApproval(answer)) {
      throw new IllegalStateException("the purchase is not approved");
    }
    if (!Arrays.equals(answer, repeat()) || journal.size() != 1) {
      throw new IllegalStateException("the repeat is not answered as the purchase was");
    }
  }

  /** Traces begin anew, and the first purchase is there to be repeated. */
  @Setup(Level.Iteration)
  public void beginDay() {
    next = 0;
    purchase();
  }

  @TearDown(Level.Iteration)
  public void proveAllApproved() {
    if (journal.size() == 0 || journal.count(TransactionState.APPROVED) != journal.size()) {
      throw new IllegalStateException("not every purchase was approved");
    }
  }

  @TearDown
  public void close() {
    timer.close();
  }

  /** A new purchase, approved. */
  @Benchmark
  public byte[] purchase() {
    if (next == 0) {
      journal.clear();
    }
    target.handle(frames[next], heard);
    next = (next + 1) % FRAMES;
    return heard.take();
  }

  /** The same purchase again: found in the journal, answered as before. */
  @Benchmark
  public byte[] repeat() {
    target.handle(frames[0], heard);
    return heard.take();
  }

  /** The terminal's ear. */
  private static final class Heard implements Reply {

    private byte[] answer;

    @Override
    public void send(byte[] frame) {
      answer = frame;
    }

    @Override
    public void drop(String reason) {
      throw new IllegalStateException("not answered: " + reason);
    }

    @Override
    public void hangUp(String reason) {
      drop(reason);
    }

    byte[] take() {
      byte[] taken = answer;
      if (taken == null) {
        throw new IllegalStateException("not answered at once");
      }
      answer = null;
      return taken;
    }
  }
}
