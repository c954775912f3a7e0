package io.oneclear.simulator.load;

import io.oneclear.message.Stan;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.terminal.CardEntry;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalLine;
import io.oneclear.simulator.terminal.TerminalNetwork;
import io.oneclear.simulator.terminal.TerminalSettings;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads a switch with purchases, each with PIN and MAC, at a constant rate. All terminals sign on
 * first; then the rate holds whatever the answers do.
 */
public final class LoadGenerator {

  private static final int CARDS_PER_TERMINAL = 4;
  private static final int SIGN_ONS_AT_ONCE = 32;

  private final PosDialect dialect;
  private final Clock clock;

  public LoadGenerator(PosDialect dialect, Clock clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  /**
   * Runs the plan to its end.
   *
   * @throws LoadException if there are too few terminals, or one cannot sign on
   * @throws IOException if the trace file cannot be used
   */
  public LoadResult run(
      LoadPlan plan, List<DemoTerminal> terminals, List<DemoCard> cards, LoadProgress progress)
      throws IOException {
    if (terminals.size() < plan.terminals()) {
      throw new LoadException(
          plan.terminals() + " terminals are asked for, " + terminals.size() + " are known");
    }
    if (cards.isEmpty()) {
      throw new LoadException("there are no cards to pay with");
    }
    int firstTrace = Traces.reserve(plan, clock);
    List<LoadTerminal> ready = signOn(plan, terminals, cards, firstTrace, progress);
    return new LoadLoop(plan, ready, progress).run(Traces.after(firstTrace));
  }

  private List<LoadTerminal> signOn(
      LoadPlan plan,
      List<DemoTerminal> terminals,
      List<DemoCard> cards,
      int firstTrace,
      LoadProgress progress) {
    AtomicInteger done = new AtomicInteger();
    try (TerminalNetwork network = TerminalNetwork.open(dialect, 1);
        ExecutorService threads = Executors.newFixedThreadPool(SIGN_ONS_AT_ONCE)) {
      List<TerminalLine> lines = new ArrayList<>();
      for (int i = 0; i < Math.min(plan.connections(), SIGN_ONS_AT_ONCE); i++) {
        lines.add(network.line(plan.host(), plan.port()));
      }
      List<CompletableFuture<LoadTerminal>> signing = new ArrayList<>();
      for (int i = 0; i < plan.terminals(); i++) {
        int index = i;
        signing.add(
            CompletableFuture.supplyAsync(
                () -> {
                  TerminalLine line = lines.get(index % lines.size());
                  LoadTerminal ready =
                      signOn(index, terminals.get(index), line, plan, cards, firstTrace);
                  progress.signedOn(done.incrementAndGet(), plan.terminals());
                  return ready;
                },
                threads));
      }
      return signing.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LoadException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private LoadTerminal signOn(
      int index,
      DemoTerminal terminal,
      TerminalLine line,
      LoadPlan plan,
      List<DemoCard> cards,
      int firstTrace) {
    SplittableRandom random = new SplittableRandom(plan.seed() * 1_000_003 + index);
    TerminalSettings settings =
        TerminalSettings.STANDARD
            .withAnswerTimeout(plan.answerTimeout())
            .withFirstTrace(firstTrace);
    TerminalSimulator simulator =
        new TerminalSimulator(terminal, line, settings, clock, random, null);
    TerminalAnswer answer = simulator.signOn();
    if (!answer.approved()) {
      throw new LoadException(
          "terminal " + terminal.id() + " cannot sign on: " + answer.codeOrOutcome());
    }
    List<byte[]> templates = new ArrayList<>();
    for (int i = 0; i < Math.min(CARDS_PER_TERMINAL, cards.size()); i++) {
      templates.add(template(simulator, cards.get(random.nextInt(cards.size()))));
    }
    byte[] id = terminal.id().code().getBytes(StandardCharsets.US_ASCII);
    return new LoadTerminal(AnswerScan.terminalNumber(id, 0), simulator.keys(), templates);
  }

  private static byte[] template(TerminalSimulator simulator, DemoCard card) {
    Stan marker = Stan.of("123456");
    byte[] frame =
        simulator.frame(
            simulator
                .messages()
                .purchase(
                    simulator.batch(),
                    marker,
                    card,
                    100,
                    CardEntry.MAGNETIC_WITH_PIN,
                    null,
                    simulator.keys()));
    int at = LoadTerminal.TRACE_AT;
    if (frame[at] != 0x12 || frame[at + 1] != 0x34 || frame[at + 2] != 0x56) {
      throw new IllegalStateException("field 11 is not where a purchase has it");
    }
    return frame;
  }
}
