package io.oneclear.proof.journal;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.proof.journal.Lives.Lease;
import io.oneclear.proof.journal.Lives.TakenOver;
import io.oneclear.proof.world.Coverage.Section;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.Life;
import io.oneclear.switching.journal.Journal.Begun;
import io.oneclear.switching.journal.Journal.Concluded;
import io.oneclear.switching.journal.Journal.Recorded;
import io.oneclear.switching.journal.JournalEntry;
import io.oneclear.switching.journal.JournalException;
import io.oneclear.switching.journal.TransactionState;
import io.oneclear.switching.stamp.NumberClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The lives of one process, one after the other, as the real journal keeps them: it beats, notices
 * when another node took over and begins anew, and takes over what others leave when they stand
 * still.
 */
final class Lifetime {

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration NUMBERS_AHEAD = HEARTBEAT.multipliedBy(2);
  private static final Duration GIVE_UP = LEASE.dividedBy(3);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration WATERMARK_EVERY = Duration.ofSeconds(5);
  private static final Duration WATERMARK_MARGIN = Duration.ofMinutes(2);

  private static final String TOOK_OVER = "took over another node";
  private static final String TAKEN_OVER = "was taken over, begins anew";
  private static final String NOT_CERTAIN = "not certain to be alone";
  private static final String CLOCK_BEHIND = "begins behind its numbers";

  private final Database database;
  private final Lives lives;
  private final int node;
  private final NumberClock numbers;
  private final Life life;
  private final Writer.World world;
  private final Hands hands;
  private final Map<Long, Instant> undecided = new LinkedHashMap<>();
  private final Map<Integer, Seen> seen = new HashMap<>();
  private final Map<Integer, Undoing> undoing = new HashMap<>();
  private Function<String, UpstreamKey> reversalKeys;
  private CompletableFuture<Integer> recovering;
  private long number;
  private Instant undecidedSince;
  private long renewedNanos;
  private boolean recovered;
  private boolean over;

  /** What it asks of the journal, whatever the state of this life. */
  interface Hands {

    <T> CompletableFuture<T> read(String step, Supplier<T> look);

    CompletableFuture<Concluded> timeOut(JournalEntry entry, UpstreamKey reversalKey);
  }

  /** How a lease looked when its beats last moved. */
  private record Seen(Lease lease, long sinceNanos) {}

  private record Undoing(TakenOver taken, Instant decidedBefore, CompletableFuture<Integer> done) {}

  Lifetime(
      Database database,
      int node,
      NumberClock numbers,
      Life life,
      Writer.World world,
      Hands hands) {
    this.database = database;
    this.lives = database.lives();
    this.node = node;
    this.numbers = numbers;
    this.life = life;
    this.world = world;
    this.hands = hands;
    for (String what : List.of(TOOK_OVER, TAKEN_OVER, NOT_CERTAIN, CLOCK_BEHIND)) {
      world.coverage().expect(Section.LIVES, what);
    }
    begin();
    var _ = life.after(HEARTBEAT, this::beat);
    var _ = life.after(WATERMARK_EVERY, this::moveWatermark);
  }

  private void begin() {
    lives.numbersUntil(node).ifPresent(numbers::goOnFrom);
    if (numbers.behind().compareTo(NUMBERS_AHEAD) > 0) {
      world.coverage().reached(Section.LIVES, CLOCK_BEHIND);
    }
    Instant until = numbers.ahead(NUMBERS_AHEAD);
    number = lives.begin(node, looksBackTo(), until);
    numbers.writtenDown(until);
    undecidedSince = lives.undecidedSince(node);
    renewedNanos = life.nanos();
    recovered = false;
  }

  /** An intent may have been received so long before it reaches the journal. */
  private Instant looksBackTo() {
    return world.clock().instant().minus(WATERMARK_MARGIN);
  }

  // --- what the journal asks ---------------------------------------------------------------------

  long number() {
    return number;
  }

  /** True from when this life was found to be over until the next has undone what it left. */
  boolean over() {
    return over;
  }

  /** The database refused a unit of work of this life. */
  void over(long which) {
    over |= which == number;
  }

  /**
   * What begins now is sent now. If another node may have taken over in the meantime, its reversal
   * may be on its way: then it is not sent.
   */
  Begun whileCertain(Begun begun) {
    if (begun instanceof Recorded && life.nanos() - renewedNanos >= LEASE.toNanos()) {
      world.coverage().reached(Section.LIVES, NOT_CERTAIN);
      throw new JournalException("another process may have taken over this node");
    }
    return begun;
  }

  void began(long transaction, Instant at) {
    undecided.put(transaction, at);
  }

  void decided(long transaction) {
    undecided.remove(transaction);
  }

  /** Before the first request; from then on this node can take over what others leave. */
  CompletableFuture<Integer> recover(Function<String, UpstreamKey> keys) {
    reversalKeys = keys;
    return recover();
  }

  private CompletableFuture<Integer> recover() {
    long mine = number;
    Instant since = undecidedSince;
    return hands
        .read("recover", () -> undecidedOf(node, since))
        .thenCompose(this::timeOutAll)
        .thenApply(
            count -> {
              recovered |= mine == number;
              return count;
            });
  }

  private List<JournalEntry> undecidedOf(int which, Instant since) {
    return database.transactions().stream()
        .filter(row -> row.node() == which)
        .map(TransactionRow::entry)
        .filter(entry -> entry.state() == TransactionState.SENT)
        .filter(entry -> !entry.intent().at().isBefore(since))
        .toList();
  }

  private CompletableFuture<Integer> timeOutAll(List<JournalEntry> left) {
    List<CompletableFuture<Concluded>> concluded = new ArrayList<>();
    for (JournalEntry entry : left) {
      boolean reversible = entry.intent().kind().reversible();
      UpstreamKey key = reversible ? reversalKeys.apply(entry.intent().link()) : null;
      concluded.add(hands.timeOut(entry, key));
    }
    return CompletableFuture.allOf(concluded.toArray(CompletableFuture[]::new))
        .thenApply(_ -> (int) concluded.stream().filter(each -> each.join().won()).count());
  }

  // --- the mark ----------------------------------------------------------------------------------

  /** Everything received before the mark is decided: the next recovery need not look there. */
  private void moveWatermark() {
    var _ = life.after(WATERMARK_EVERY, this::moveWatermark);
    if (recovered && database.awayMillis(node, life.nanos()) == 0) {
      Instant oldest = world.clock().instant();
      for (Instant at : undecided.values()) {
        oldest = at.isBefore(oldest) ? at : oldest;
      }
      lives.undecidedSince(node, number, oldest.minus(WATERMARK_MARGIN));
    }
  }

  /** The clock was set back: a transaction is older than the mark. */
  void keepWatermarkBefore(Instant at) {
    if (at.isBefore(lives.undecidedSince(node))) {
      lives.undecidedSince(node, number, at);
    }
  }

  // --- heartbeats --------------------------------------------------------------------------------

  private void beat() {
    if (!life.reaches("beat")) {
      return;
    }
    long sent = life.nanos();
    if (world.weather().strikes(Fault.NODE_CUT_OFF, "beat")) {
      database.cutOff(node, sent + 1_000_000L * world.chance().between(1_000, 60_000));
    }
    long away = database.awayMillis(node, sent);
    if (away > GIVE_UP.toMillis()) {
      var _ = life.after(GIVE_UP.plus(RETRY), this::beat);
      return;
    }
    Instant until = numbers.ahead(NUMBERS_AHEAD);
    var _ = life.afterMillis(away + world.chance().between(0, 3), () -> beaten(sent, until));
  }

  private void beaten(long sent, Instant until) {
    boolean alive = lives.beat(node, number, until);
    if (alive) {
      numbers.writtenDown(until);
    }
    if (alive && (!over || recovering != null)) {
      renewedNanos = sent;
      goOnRecovering();
    } else {
      beginAgain();
    }
    finishUndoing();
    if (reversalKeys != null && recovered && !over) {
      look();
    }
    var _ = life.after(HEARTBEAT, this::beat);
  }

  private void beginAgain() {
    over = true;
    seen.clear();
    undoing.clear();
    world.coverage().reached(Section.LIVES, TAKEN_OVER);
    begin();
    world.trace().add("NODE-" + node, "begins life " + number);
    recovering = beginAnew();
  }

  private CompletableFuture<Integer> beginAnew() {
    Set<Long> left = Set.copyOf(undecided.keySet());
    CompletableFuture<Integer> done =
        reversalKeys == null ? CompletableFuture.completedFuture(0) : recover();
    return done.thenApply(
        count -> {
          undecided.keySet().removeAll(left);
          over = false;
          world.trace().add("NODE-" + node, "serves again, recovered " + count);
          return count;
        });
  }

  private void goOnRecovering() {
    if (recovering == null || !recovering.isDone()) {
      return;
    }
    recovering = recovering.isCompletedExceptionally() ? beginAnew() : null;
  }

  // --- others ------------------------------------------------------------------------------------

  private void look() {
    for (Lease lease : lives.held()) {
      if (lease.node() == node || undoing.containsKey(lease.node())) {
        seen.remove(lease.node());
        continue;
      }
      Seen last = seen.get(lease.node());
      if (last == null || !last.lease.equals(lease)) {
        seen.put(lease.node(), new Seen(lease, life.nanos()));
      } else if (life.nanos() - last.sinceNanos > LEASE.toNanos()) {
        seen.remove(lease.node());
        lives.takeOver(lease, node).ifPresent(this::tookOver);
      }
    }
  }

  private void tookOver(TakenOver taken) {
    world.coverage().reached(Section.LIVES, TOOK_OVER);
    world.trace().add("NODE-" + node, "takes over NODE-" + taken.node());
    undo(taken, looksBackTo());
  }

  private void undo(TakenOver taken, Instant decidedBefore) {
    CompletableFuture<Integer> done =
        hands
            .read("undo", () -> leftBy(taken))
            .thenCompose(this::timeOutAll)
            .thenApply(
                count -> {
                  world.trace().add("NODE-" + node, "undid " + count + " of NODE-" + taken.node());
                  return count;
                });
    undoing.put(taken.node(), new Undoing(taken, decidedBefore, done));
  }

  private List<JournalEntry> leftBy(TakenOver taken) {
    return lives.stillHeld(taken, node)
        ? undecidedOf(taken.node(), taken.undecidedSince())
        : List.of();
  }

  private void finishUndoing() {
    for (Undoing each : List.copyOf(undoing.values())) {
      TakenOver taken = each.taken;
      if (!lives.beatFor(taken, node)) {
        undoing.remove(taken.node());
      } else if (each.done.isCompletedExceptionally()) {
        undo(taken, each.decidedBefore);
      } else if (each.done.isDone()) {
        undoing.remove(taken.node());
        lives.finish(taken, node, each.decidedBefore);
      }
    }
  }
}
