package io.oneclear.proof.journal;

import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.Life;
import io.oneclear.proof.world.Trace;
import io.oneclear.proof.world.Weather;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Takes what is waiting, does it in one unit of work, commits, and tells. What it holds dies with
 * its process; what it has committed does not. It resolves a commit in doubt as the real journal
 * does: nobody is told, and nothing done again, before it is known what became of it.
 */
public final class Writer {

  static final int RETRY_MILLIS = 50;
  static final String TAKEN_OVER = "another process has taken over this node";

  private static final int GROUP = 64;
  private static final int CAPACITY = 512;

  private final Database database;
  private final int node;
  private final Lifetime lifetime;
  private final Life life;
  private final Weather weather;
  private final Chance chance;
  private final Trace trace;
  private final Deque<Operation<?>> queue = new ArrayDeque<>();
  private boolean busy;

  Writer(Database database, int node, Life life, Lifetime lifetime, World world) {
    this.database = database;
    this.node = node;
    this.life = life;
    this.lifetime = lifetime;
    this.weather = world.weather();
    this.chance = world.chance();
    this.trace = world.trace();
  }

  /** What writers need of the world. */
  public record World(
      InstantSource clock, Weather weather, Chance chance, Trace trace, Coverage coverage) {}

  /** False if the queue is full. */
  boolean offer(Operation<?> operation) {
    if (queue.size() >= CAPACITY || weather.strikes(Fault.QUEUE_FULL, operation.step())) {
      return false;
    }
    queue.add(operation);
    if (!busy) {
      busy = true;
      life.afterMillis(chance.between(0, 2), this::writeNext);
    }
    return true;
  }

  /** Gives up what has waited too long; a change that is under way may still become durable. */
  void expire(Operation<?> operation) {
    if (operation.abandoned()) {
      return;
    }
    if (queue.remove(operation)) {
      operation.drop();
    }
    trace.add("JOURNAL", operation.step() + " given up");
    operation.fail("the journal could not write it in time");
  }

  private void writeNext() {
    if (queue.isEmpty()) {
      busy = false;
      return;
    }
    List<Operation<?>> group = new ArrayList<>();
    while (!queue.isEmpty() && group.size() < GROUP) {
      Operation<?> next = queue.poll();
      next.take();
      group.add(next);
    }
    attempt(group);
  }

  /** After a while: how long a database takes for a unit of work and its commit. */
  private void attempt(List<Operation<?>> group) {
    String step = group.getFirst().step();
    if (weather.strikes(Fault.DATABASE_FROZEN, step)) {
      database.freeze(life.nanos() + 1_000_000L * chance.between(1_000, 30_000));
    }
    long away = database.awayMillis(node, life.nanos());
    int takes =
        weather.strikes(Fault.COMMIT_SLOW, step)
            ? chance.between(500, 8_000)
            : chance.between(1, 5);
    life.afterMillis(away + takes, () -> commit(withoutAbandoned(group)));
  }

  /** Nothing has been written for them: what nobody waits for any more need not be. */
  private static List<Operation<?>> withoutAbandoned(List<Operation<?>> group) {
    List<Operation<?>> waitedFor = new ArrayList<>();
    for (Operation<?> operation : group) {
      if (operation.abandoned()) {
        operation.drop();
      } else {
        waitedFor.add(operation);
      }
    }
    return waitedFor;
  }

  private void commit(List<Operation<?>> group) {
    if (group.isEmpty()) {
      writeNext();
      return;
    }
    String step = group.getFirst().step();
    if (!life.reaches("beforeCommit")) {
      return;
    }
    if (weather.strikes(Fault.GROUP_FAILS, step)) {
      again(group);
      return;
    }
    long number = lifetime.number();
    List<Operation<?>> ofThisLife = group.stream().filter(each -> each.life() == number).toList();
    group.stream().filter(each -> each.life() != number).forEach(each -> refuse(each, TAKEN_OVER));
    Optional<UnitOfWork> unit = database.begin(node, number);
    if (unit.isEmpty()) {
      lifetime.over(number);
      ofThisLife.forEach(each -> refuse(each, TAKEN_OVER));
    }
    if (unit.isEmpty() || ofThisLife.isEmpty()) {
      writeNext();
      return;
    }
    carryOut(ofThisLife, unit.get(), step);
  }

  private void carryOut(List<Operation<?>> group, UnitOfWork unit, String step) {
    try {
      group.forEach(each -> each.run(unit));
    } catch (IllegalStateException e) {
      trace.add("JOURNAL", "refuses " + step);
      split(group, e.getMessage());
      return;
    }
    finish(group, unit, step);
  }

  private void finish(List<Operation<?>> group, UnitOfWork unit, String step) {
    if (weather.strikes(Fault.COMMIT_UNKNOWN_LOST, step)) {
      doubt(() -> again(group));
      return;
    }
    unit.commit();
    if (!life.reaches("afterCommit")) {
      return;
    }
    if (weather.strikes(Fault.COMMIT_UNKNOWN_DURABLE, step)) {
      doubt(() -> told(group));
    } else if (weather.strikes(Fault.COMMIT_FORGOTTEN, step)) {
      doubt(() -> again(group));
    } else {
      told(group);
    }
  }

  /**
   * Asks until the database says what became of the commit: sometimes after its callers were told
   * that it failed.
   */
  private void doubt(Runnable known) {
    int takes = chance.oneIn(4) ? chance.between(5_000, 20_000) : chance.between(0, 6_000);
    life.afterMillis(RETRY_MILLIS + takes, known);
  }

  private void again(List<Operation<?>> group) {
    group.forEach(Operation::tryAgain);
    life.afterMillis(RETRY_MILLIS, () -> attemptWaitedFor(group));
  }

  private void attemptWaitedFor(List<Operation<?>> group) {
    List<Operation<?>> waitedFor = withoutAbandoned(group);
    if (waitedFor.isEmpty()) {
      writeNext();
    } else {
      attempt(waitedFor);
    }
  }

  private void told(List<Operation<?>> group) {
    group.forEach(Operation::durable);
    for (Operation<?> operation : group) {
      life.afterMillis(chance.between(0, 1), operation::tell);
    }
    writeNext();
  }

  /** The one that is refused is found by trying each alone. */
  private void split(List<Operation<?>> group, String why) {
    if (group.size() == 1) {
      refuse(group.getFirst(), "refused by the database: " + why);
      writeNext();
      return;
    }
    for (int i = group.size() - 1; i >= 0; i--) {
      queue.addFirst(group.get(i));
    }
    attempt(List.of(queue.poll()));
  }

  private static void refuse(Operation<?> operation, String why) {
    operation.drop();
    operation.fail(why);
  }
}
