package io.oneclear.faults.terminals;

import io.oneclear.app.config.Installation;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoFiles;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.day.Shift;
import io.oneclear.simulator.terminal.RawTerminal;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalLine;
import io.oneclear.simulator.terminal.TerminalLog;
import io.oneclear.simulator.terminal.TerminalNetwork;
import io.oneclear.simulator.terminal.TerminalSettings;
import io.oneclear.simulator.terminal.TerminalSimulator;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Terminals of a demo's data directory, on one port, each on a connection of its own. Their
 * settings are a real terminal's, but they never give up: a reversal is sent until it is answered,
 * a refund repeated until it is decided. What they were answered is in {@link #log}.
 *
 * <p>One selling at a time; a terminal driven by hand does not sell by itself meanwhile.
 */
public final class TerminalFleet implements AutoCloseable {

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
  private static final Duration BEYOND_UPSTREAM = Duration.ofSeconds(4);
  private static final int FIRST_TRACE_OF_TWINS = 500_000;
  private static final int TRACES_OF_A_TWIN = 100;
  private static final String LOCAL = "127.0.0.1";

  private final Path log;
  private final TerminalLog openLog;
  private final TerminalNetwork network;
  private final List<DemoCard> cards;
  private final List<TerminalSimulator> terminals = new ArrayList<>();
  private final List<TerminalLine> lines = new ArrayList<>();
  private final int port;
  private Shift shift;
  private int shifts;
  private int twins;

  /**
   * Which terminals, and how patient.
   *
   * @param first index of the first one in {@code terminals.csv}
   * @param count so many from there on
   * @param firstTrace unused so far in their batches
   * @param answerTimeout above the switch's upstream time-out
   * @param log a file name within the data directory's {@code demo/}
   */
  public record Crew(int first, int count, int firstTrace, Duration answerTimeout, String log) {

    /** The first so many terminals, with fresh batches. */
    public static Crew of(int count, Duration upstreamTimeout) {
      return new Crew(
          0, count, 1, upstreamTimeout.multipliedBy(2).plus(BEYOND_UPSTREAM), "terminals-log.csv");
    }

    public Crew from(int index) {
      return new Crew(index, count, firstTrace, answerTimeout, log);
    }

    public Crew tracesFrom(int trace) {
      return new Crew(first, count, trace, answerTimeout, log);
    }

    public Crew patience(Duration timeout) {
      return new Crew(first, count, firstTrace, timeout, log);
    }

    public Crew log(String name) {
      return new Crew(first, count, firstTrace, answerTimeout, name);
    }
  }

  private TerminalFleet(Path data, int port, Crew crew, Clock clock) throws IOException {
    Path demo = data.resolve("demo");
    List<DemoTerminal> all = DemoFiles.terminals(demo.resolve("terminals.csv"));
    if (crew.first() + crew.count() > all.size()) {
      throw new IllegalArgumentException(
          "the demo has %d terminals; start it with --terminals".formatted(all.size()));
    }
    this.port = port;
    this.cards = DemoFiles.cards(demo.resolve("cards.csv"));
    this.log = demo.resolve(crew.log());
    this.openLog = TerminalLog.open(log, clock);
    Dialects dialects = Dialects.load(Installation.find());
    this.network = TerminalNetwork.open(new PosDialect(dialects.pos(), dialects.posOptions()), 1);
    TerminalSettings settings =
        TerminalSettings.STANDARD
            .withAnswerTimeout(crew.answerTimeout())
            .withFirstTrace(crew.firstTrace())
            .persistent(BETWEEN_ATTEMPTS);
    for (int i = 0; i < crew.count(); i++) {
      TerminalLine line = network.line(LOCAL, port);
      lines.add(line);
      terminals.add(
          new TerminalSimulator(
              all.get(crew.first() + i),
              line,
              settings,
              clock,
              new SplittableRandom(crew.first() + i),
              openLog));
    }
  }

  /**
   * Opens the terminals; they connect when they have something to send.
   *
   * @param data of a demo that has been started once
   * @param port of the switch, or of a proxy before it
   */
  public static TerminalFleet open(Path data, int port, Crew crew) {
    try {
      return new TerminalFleet(data, port, crew, Clock.system(LocalTimes.ZONE));
    } catch (IOException e) {
      throw new UncheckedIOException("the terminals cannot be opened", e);
    }
  }

  /** One terminal, to be driven by hand. It reverses what it doubts by itself. */
  public TerminalSimulator terminal(int index) {
    return terminals.get(index);
  }

  /** Its connection, to be cut. */
  public TerminalLine line(int index) {
    return lines.get(index);
  }

  public int size() {
    return terminals.size();
  }

  /**
   * The same terminal, with the keys it has now, on a connection of its own: one that sends again
   * elsewhere. It logs into the same file, and its own traces are other than the terminal's.
   *
   * @param reverses false to leave reversals to the caller
   */
  public TerminalSimulator twin(int index, boolean reverses) {
    return twin(index, terminals.get(index).settings().answerTimeout(), reverses);
  }

  /**
   * The same with its own patience.
   *
   * @param answerTimeout how long it waits
   */
  public TerminalSimulator twin(int index, Duration answerTimeout, boolean reverses) {
    TerminalSimulator first = terminals.get(index);
    TerminalLine line = network.line(LOCAL, port);
    lines.add(line);
    TerminalSettings settings =
        first
            .settings()
            .withAnswerTimeout(answerTimeout)
            .withFirstTrace(FIRST_TRACE_OF_TWINS + TRACES_OF_A_TWIN * twins++);
    return first.on(line, reverses ? settings : settings.reversingByHand());
  }

  /** A connection that sends whatever it is told. */
  public RawTerminal raw() {
    return network.raw(LOCAL, port);
  }

  /** The demo's cards. */
  public List<DemoCard> cards() {
    return cards;
  }

  /** What the terminals were answered, a line each. */
  public Path log() {
    return log;
  }

  /** Signs every terminal on that has no keys yet, once. */
  public void signOn() {
    for (TerminalSimulator terminal : terminals) {
      if (!terminal.signedOn()) {
        TerminalAnswer answer = terminal.signOn();
        if (!answer.approved()) {
          throw new IllegalStateException(
              "terminal %s was not signed on: %s"
                  .formatted(terminal.terminal().id(), answer.codeOrOutcome()));
        }
      }
    }
  }

  /** All terminals begin to sell and go on until {@link #endSelling}. */
  public Shift beginSelling(long seed) {
    return beginSelling(Integer.MAX_VALUE / 2, seed);
  }

  /** All terminals begin to sell; they stop after so many deals together. */
  public Shift beginSelling(int deals, long seed) {
    if (shift != null) {
      throw new IllegalStateException("the terminals are selling already");
    }
    shift = Shift.begin(terminals, cards, deals, seed * 1_009 + shifts++);
    return shift;
  }

  /**
   * No new deal is begun; waits until nothing is doubtful to any terminal.
   *
   * @throws IllegalStateException if something still is after so long
   */
  public Shift endSelling(Duration limit) throws InterruptedException {
    Shift ending = shift;
    ending.end();
    return awaitSold(limit);
  }

  /** Waits until the deals of {@link #beginSelling(int, long)} are done and nothing is doubtful. */
  public Shift awaitSold(Duration limit) throws InterruptedException {
    Shift ending = shift;
    shift = null;
    if (!ending.await(limit)) {
      throw new IllegalStateException(
          "after %d s terminals are still busy: %s".formatted(limit.toSeconds(), ending.busy()));
    }
    return ending;
  }

  @Override
  public void close() {
    if (shift != null) {
      shift.end();
    }
    lines.forEach(TerminalLine::close);
    network.close();
    try {
      openLog.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminals' log cannot be closed", e);
    }
  }
}
