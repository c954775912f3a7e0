package io.oneclear.switching.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.IsoMessage;
import io.oneclear.switching.SwitchConfig;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.forward.StoreAndForwardConfig;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.TransactionKind;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.sim.MemoryJournal.Trouble;
import io.oneclear.switching.sim.PosTerminal.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hours of bad luck under a seed: a line that loses requests and answers, a journal that fails and
 * lies about it, terminals that repeat, reverse and lose what they are told. In the end the three
 * books must agree: what the terminals believe, what the journal says, what the scheme has booked.
 */
class SimulationTest {

  private static final int RUNS_PER_SEED = 6;
  private static final int TERMINALS = 3;
  private static final int DEEDS = 25;
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(60);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void terminalsJournalAndSchemeAgreeAfterAnyMisfortune(long seed) {
    for (int run = 0; run < RUNS_PER_SEED; run++) {
      new Run(seed * 1_000 + run).run();
    }
  }

  /** One world and what happens in it. */
  private static final class Run {

    private final long seed;
    private final Random random;
    private final World world;
    private final MoodyScheme scheme;
    private final List<Actor> actors = new ArrayList<>();

    Run(long seed) {
      this.seed = seed;
      random = new Random(seed);
      world = new World(SwitchConfig.DEFAULT, StoreAndForwardConfig.DEFAULT);
      scheme = new MoodyScheme(world.time, world.scheme.pinKey(), random);
      world.replaceLink(scheme);
      world.links.remove("spare");
      for (int i = 0; i < TERMINALS; i++) {
        actors.add(new Actor(world.anotherTerminal("2000000" + i)));
      }
    }

    void run() {
      world.storeAndForward.start();
      world.journal.weather(_ -> trouble());
      world.journal.latency(Duration.ofMillis(random.nextInt(40)));
      actors.forEach(Actor::begin);
      world.time.pass(Duration.ofHours(2));
      world.journal.weather(_ -> Trouble.NONE);
      scheme.calmDown();
      world.time.pass(Duration.ofHours(3));
      check();
    }

    private Trouble trouble() {
      return switch (random.nextInt(25)) {
        case 0 -> Trouble.FAILS;
        case 1 -> Trouble.LOST;
        default -> Trouble.NONE;
      };
    }

    private void check() {
      assertThat(actors).as("seed %d: all deeds done", seed).allMatch(Actor::done);
      assertThat(world.target.inFlight()).as("seed %d: in flight", seed).isZero();
      assertThat(world.metrics.alarms()).as("seed %d", seed).doesNotContain(Alarm.INTERNAL_ERROR);
      assertThat(world.states()).as("seed %d", seed).doesNotContain(TransactionState.SENT);
      assertThat(world.journal.advices())
          .as("seed %d", seed)
          .allMatch(advice -> advice.endsWith("DELIVERED"));
      Map<String, Long> inJournal = new LinkedHashMap<>();
      for (JournalEntry entry : world.journal.entries()) {
        if (entry.intent().kind() == TransactionKind.PURCHASE
            && entry.intent().upstreamKey() != null) {
          long kept = kept(entry);
          assertThat(scheme.paid(entry.intent().upstreamKey()))
              .as("seed %d: scheme's book of %s", seed, entry)
              .isEqualTo(kept);
          if (kept > 0) {
            inJournal.put(
                entry.intent().key().terminal() + "/" + entry.intent().key().trace(), kept);
          }
        }
      }
      Map<String, Long> atTerminals = new LinkedHashMap<>();
      actors.forEach(actor -> atTerminals.putAll(actor.kept()));
      assertThat(atTerminals).as("seed %d: terminals' book", seed).isEqualTo(inJournal);
      actors.forEach(
          actor ->
              assertThat(actor.heard).as("seed %d", seed).allMatch(heard -> heard.times() == 1));
    }

    private static long kept(JournalEntry entry) {
      return switch (entry.state()) {
        case APPROVED, PARTLY_REFUNDED, REFUNDED ->
            entry.intent().amountFen() - entry.refundedFen();
        case SENT, DECLINED, TIMED_OUT, VOIDED, REVERSED, REMEMBERED -> 0;
      };
    }

    /** A terminal with a shop assistant: one deed after another, each to its end. */
    private final class Actor {

      private final PosTerminal terminal;
      private final List<Heard> heard = new ArrayList<>();
      private final Map<Integer, Sold> sold = new LinkedHashMap<>();
      private int trace;
      private int deeds;

      Actor(PosTerminal terminal) {
        this.terminal = terminal;
      }

      boolean done() {
        return deeds > DEEDS;
      }

      void begin() {
        world.time.after(Duration.ofMillis(random.nextInt(2_000)), this::nextDeed);
      }

      private void nextDeed() {
        if (++deeds > DEEDS) {
          return;
        }
        List<Map.Entry<Integer, Sold>> open =
            sold.entrySet().stream().filter(each -> each.getValue().fen > 0).toList();
        int choice = random.nextInt(10);
        if (open.isEmpty() || choice < 6) {
          buy();
        } else {
          var purchase = open.get(random.nextInt(open.size()));
          if (choice < 8) {
            takeBack(purchase.getKey(), purchase.getValue());
          } else {
            giveBack(purchase.getValue());
          }
        }
      }

      private void buy() {
        int mine = ++trace;
        long fen = 1_000L + random.nextInt(9_000);
        ask(
            terminal.purchase(mine, World.DEBIT_CARD, fen),
            answer -> sold.put(mine, new Sold(fen, answer.text(37))));
      }

      private void takeBack(int original, Sold purchase) {
        ask(
            terminal.voiding(++trace, World.DEBIT_CARD, purchase.total, original),
            _ -> purchase.fen = 0);
      }

      private void giveBack(Sold purchase) {
        long fen = 1L + random.nextInt((int) purchase.fen);
        askUntilAnswered(
            () -> terminal.refund(trace, World.DEBIT_CARD, fen, purchase.rrn),
            () -> purchase.fen -= fen);
      }

      /** Asks, perhaps several times at once; a missing or doubtful answer is reversed. */
      private void ask(IsoMessage message, Consumer<Answer> approved) {
        Heard first = send(message);
        for (int repeats = Math.max(0, random.nextInt(8) - 5); repeats > 0; repeats--) {
          send(message);
        }
        boolean answerGetsLost = random.nextInt(12) == 0;
        world.time.after(
            ANSWER_WAIT,
            () -> {
              if (answerGetsLost || doubtful(first.code())) {
                reverse(message);
              } else {
                if (first.code().equals("00")) {
                  approved.accept(first.answer());
                }
                nextDeed();
              }
            });
      }

      private void reverse(IsoMessage original) {
        Heard reversal = send(terminal.reversal(original, "98"));
        world.time.after(
            ANSWER_WAIT,
            () -> {
              if (List.of("00", "25", "12").contains(reversal.code())) {
                assertThat(reversal.code()).as("seed %d", seed).isEqualTo("00");
                nextDeed();
              } else {
                reverse(original);
              }
            });
      }

      private void askUntilAnswered(Supplier<IsoMessage> refund, Runnable approved) {
        trace++;
        repeat(refund.get(), approved);
      }

      private void repeat(IsoMessage refund, Runnable approved) {
        Heard answer = send(refund);
        world.time.after(
            ANSWER_WAIT,
            () -> {
              if (answer.code().equals("dropped")) {
                repeat(refund, approved);
              } else {
                if (answer.code().equals("00")) {
                  approved.run();
                }
                nextDeed();
              }
            });
      }

      private Heard send(IsoMessage message) {
        Heard one = terminal.send(message);
        heard.add(one);
        return one;
      }

      private boolean doubtful(String code) {
        return code.equals("98") || code.equals("dropped") || code.equals("nothing");
      }

      private Map<String, Long> kept() {
        Map<String, Long> kept = new LinkedHashMap<>();
        sold.forEach(
            (number, purchase) -> {
              if (purchase.fen > 0) {
                kept.put(terminal.id() + "/" + PosTerminal.digits(number, 6), purchase.fen);
              }
            });
        return kept;
      }
    }
  }

  /** A purchase the terminal holds to be approved, and how much of it has not been given back. */
  private static final class Sold {
    private final long total;
    private final String rrn;
    private long fen;

    Sold(long fen, String rrn) {
      this.total = fen;
      this.fen = fen;
      this.rrn = rrn;
    }
  }
}
