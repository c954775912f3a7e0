package io.oneclear.store.journal;

import io.oneclear.store.journal.table.RowId;
import io.oneclear.store.journal.table.Standing;
import io.oneclear.switching.journal.JournalEntry;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * What this life of the node has begun and not decided: the oldest of it says how far back a
 * recovery has to look, and where each row stands lets its outcome find it without an index. Kept
 * on the safe side: an intent is here before it is written, and stays until it is known to be
 * decided or never written.
 */
final class Undecided {

  private final ConcurrentMap<RowId, Began> begun = new ConcurrentHashMap<>();
  private final Consumer<JournalEntry> giveUp;

  /**
   * @param giveUp told of an intent that is durable although its caller was told it failed, and
   *     which therefore was never sent
   */
  Undecided(Consumer<JournalEntry> giveUp) {
    this.giveUp = giveUp;
  }

  void began(long id, Instant at) {
    begun.put(new RowId(id), new Began(at, null));
  }

  /** It is durable, and stands so. */
  void stands(long id, Standing standing) {
    begun.computeIfPresent(new RowId(id), (_, began) -> new Began(began.at, standing));
  }

  /** How its row was inserted; null if that is not known. */
  Standing standing(long id) {
    Began began = begun.get(new RowId(id));
    return began == null ? null : began.standing;
  }

  void decided(long id) {
    begun.remove(new RowId(id));
  }

  /** What this node has begun and not decided, at this moment. */
  Set<RowId> all() {
    return Set.copyOf(begun.keySet());
  }

  /** They are decided, by whoever took this node's life over or by the recovery after it. */
  void forget(Set<RowId> decided) {
    begun.keySet().removeAll(decided);
  }

  boolean isEmpty() {
    return begun.isEmpty();
  }

  void neverSent(JournalEntry entry) {
    giveUp.accept(entry);
  }

  /** When the oldest was received; {@code latest} if there is none, or none as old. */
  Instant oldest(Instant latest) {
    Instant oldest = latest;
    for (Began began : begun.values()) {
      oldest = began.at.isBefore(oldest) ? began.at : oldest;
    }
    return oldest;
  }

  /**
   * @param at when it was received
   * @param standing how its row was inserted; null until it is durable
   */
  private record Began(Instant at, Standing standing) {}
}
