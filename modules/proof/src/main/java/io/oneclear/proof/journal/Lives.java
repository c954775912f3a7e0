package io.oneclear.proof.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is durable of nodes: which life each is in, who looks after it, and up to when it has given
 * numbers. Each method is a unit of work.
 */
final class Lives {

  private static final Duration NEW_NODE_LOOKS_BACK = Duration.ofHours(1);

  /** Nodes are numbered from 1. */
  private static final int NOBODY = 0;

  private final Database database;
  private final Map<Integer, Row> nodes = new TreeMap<>();

  Lives(Database database) {
    this.database = database;
  }

  /**
   * @param undecidedSince everything the node received before is decided
   * @param numbersUntil no number it gave is of a later moment
   * @param beats of this life, so that others see it move
   * @param heldBy who looks after it: itself, or who took it over
   */
  private record Row(
      long life, Instant undecidedSince, Instant numbersUntil, long beats, int heldBy) {

    Row heldBy(long life, int holder) {
      return new Row(life, undecidedSince, numbersUntil, 0, holder);
    }

    Row beat(Instant numbersUntil) {
      return new Row(life, undecidedSince, numbersUntil, beats + 1, heldBy);
    }

    Row decidedBefore(Instant mark) {
      return new Row(life, mark, numbersUntil, beats, heldBy);
    }
  }

  /** The lease of a node as it was seen. */
  record Lease(int node, long life, long beats) {}

  /** What one node took over from another, under the life it was given. */
  record TakenOver(int node, long life, Instant undecidedSince) {}

  /** A new life of the node: units of work of the one before can no longer commit. */
  long begin(int node, Instant now, Instant numbersUntil) {
    Row before = nodes.get(node);
    Row mine =
        before == null
            ? new Row(1, now.minus(NEW_NODE_LOOKS_BACK), numbersUntil, 0, node)
            : before.heldBy(before.life + 1, node).beat(numbersUntil);
    nodes.put(node, mine);
    database.takeBackAdvices(node);
    return mine.life;
  }

  long number(int node) {
    return nodes.get(node).life;
  }

  /** Of its lives so far. */
  Optional<Instant> numbersUntil(int node) {
    return Optional.ofNullable(nodes.get(node)).map(Row::numbersUntil);
  }

  Instant undecidedSince(int node) {
    return nodes.get(node).undecidedSince;
  }

  /** Only while it is still in this life. */
  void undecidedSince(int node, long life, Instant mark) {
    nodes.computeIfPresent(node, (_, row) -> row.life == life ? row.decidedBefore(mark) : row);
  }

  /** A heartbeat of a node's own life; false if that is over. */
  boolean beat(int node, long life, Instant numbersUntil) {
    if (!held(node, life, node)) {
      return false;
    }
    nodes.compute(node, (_, row) -> row.beat(numbersUntil));
    return true;
  }

  /** The same for what was taken over; false if it is no longer the holder's to undo. */
  boolean beatFor(TakenOver taken, int holder) {
    if (!stillHeld(taken, holder)) {
      return false;
    }
    nodes.compute(taken.node, (_, row) -> row.beat(row.numbersUntil));
    return true;
  }

  boolean stillHeld(TakenOver taken, int holder) {
    return held(taken.node, taken.life, holder);
  }

  private boolean held(int node, long life, int holder) {
    Row row = nodes.get(node);
    return row.life == life && row.heldBy == holder;
  }

  /** Every lease that somebody looks after. */
  List<Lease> held() {
    List<Lease> leases = new ArrayList<>();
    nodes.forEach(
        (node, row) -> {
          if (row.heldBy != NOBODY) {
            leases.add(new Lease(node, row.life, row.beats));
          }
        });
    return leases;
  }

  /** Ends the life of a node whose beats stand still; empty if they have moved after all. */
  Optional<TakenOver> takeOver(Lease seen, int taker) {
    Row row = nodes.get(seen.node);
    if (row.heldBy == NOBODY || row.life != seen.life || row.beats != seen.beats) {
      return Optional.empty();
    }
    nodes.put(seen.node, row.heldBy(row.life + 1, taker));
    database.takeBackAdvices(seen.node);
    return Optional.of(new TakenOver(seen.node, row.life + 1, row.undecidedSince));
  }

  /** All that was left is undone. */
  void finish(TakenOver taken, int taker, Instant decidedBefore) {
    if (stillHeld(taken, taker)) {
      Row row = nodes.get(taken.node);
      Instant mark = row.undecidedSince.isAfter(decidedBefore) ? row.undecidedSince : decidedBefore;
      nodes.put(taken.node, row.heldBy(row.life, NOBODY).decidedBefore(mark));
    }
  }
}
