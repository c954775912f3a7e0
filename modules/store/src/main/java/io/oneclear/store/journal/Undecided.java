package io.oneclear.store.journal;

import io.oneclear.switching.journal.JournalEntry;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * What this life of the node has begun and not decided: the oldest of it says how far back a
 * recovery has to look. Kept on the safe side: an intent is here before it is written, and stays
 * until it is known to be decided or never written.
 */
final class Undecided {

  private final ConcurrentMap<Long, Instant> beganAt = new ConcurrentHashMap<>();
  private final Consumer<JournalEntry> giveUp;

  /**
   * @param giveUp told of an intent that is durable although its caller was told it failed, and
   *     which therefore was never sent
   */
  Undecided(Consumer<JournalEntry> giveUp) {
    this.giveUp = giveUp;
  }

  void began(long id, Instant at) {
    beganAt.put(id, at);
  }

  void decided(long id) {
    beganAt.remove(id);
  }

  void neverSent(JournalEntry entry) {
    giveUp.accept(entry);
  }

  /** When the oldest was received; {@code latest} if there is none, or none as old. */
  Instant oldest(Instant latest) {
    Instant oldest = latest;
    for (Instant at : beganAt.values()) {
      oldest = at.isBefore(oldest) ? at : oldest;
    }
    return oldest;
  }
}
