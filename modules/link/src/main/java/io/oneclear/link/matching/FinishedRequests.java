package io.oneclear.link.matching;

import io.oneclear.message.text.Digits;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What became of the requests that ended last, so that a late answer, a second answer and an answer
 * to nobody can be told apart. For one thread.
 *
 * <p>Numbers in arrays, for a collector's sake: ten thousand requests end in a second, and as
 * objects each would be copied twice before it is forgotten. In the order of their ends they stand
 * in a ring; a table with open addressing leads from an identity to its place there.
 */
final class FinishedRequests {

  /** Institutions a link speaks for. In practice one, which sends what it acquires itself. */
  private static final int MOST_PARTIES = 255;

  private static final int TIME_DIGITS = 10;
  private static final int STAN_BITS = 20;
  private static final int TIME_BITS = 34;
  private static final long ANSWERED = Long.MIN_VALUE;

  /** No identity: neither of a request nor with a bit for an answer. */
  private static final long NOTHING = -1;

  private static final int NOTHING_THERE = -1;

  private static final int FIRST_CAPACITY = 1_024;
  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  private record Parties(String acquirer, String forwarder) {}

  private final int most;
  private final long windowNanos;
  private final List<Parties> parties = new ArrayList<>();

  // Of the ring: places are numbered on and on, and kept at their number modulo its length.
  private long[] identities;
  private long[] untils;
  private long oldest;
  private long next;

  /** A place in the ring plus 1; 0 is free. Twice as long as the ring. */
  private int[] table;

  private int count;

  /**
   * @param most are remembered
   * @param window so long each
   */
  FinishedRequests(int most, Duration window) {
    this.most = most;
    this.windowNanos = window.toNanos();
    allocate(FIRST_CAPACITY);
  }

  /** As the last one. What no scheme would take for a request's key is not remembered. */
  void add(UpstreamKey key, boolean answered, long now) {
    long identity = identity(key, true);
    if (identity != NOTHING) {
      forget(identity);
      if (next - oldest == identities.length) {
        rebuild();
      }
      append(answered ? identity | ANSWERED : identity, now + windowNanos);
    }
    while (count > most || (next != oldest && untils[place(oldest)] - now <= 0)) {
      forgetOldest();
    }
  }

  /** It is open again. */
  void remove(UpstreamKey key) {
    long identity = identity(key, false);
    if (identity != NOTHING) {
      forget(identity);
    }
  }

  /** What an answer is that nobody waits for. */
  LateKind kindOf(UpstreamKey key, long now) {
    long identity = identity(key, false);
    int at = identity == NOTHING ? NOTHING_THERE : find(identity);
    if (at == NOTHING_THERE) {
      return LateKind.UNMATCHED;
    }
    int place = table[at] - 1;
    if (untils[place] - now <= 0) {
      return LateKind.UNMATCHED;
    }
    return identities[place] < 0 ? LateKind.DUPLICATE : LateKind.LATE;
  }

  int count() {
    return count;
  }

  // --- identities ------------------------------------------------------------------------------

  /** Parties, F7 and F11 as one number that is not negative. */
  private long identity(UpstreamKey key, boolean isNew) {
    String time = key.transmissionTime();
    if (!Digits.areDigits(time, TIME_DIGITS, TIME_DIGITS)) {
      return NOTHING;
    }
    long number = number(key, isNew);
    return number == NOTHING
        ? NOTHING
        : (((number << TIME_BITS) | Long.parseLong(time)) << STAN_BITS) | key.stan().number();
  }

  private long number(UpstreamKey key, boolean isNew) {
    for (int i = 0; i < parties.size(); i++) {
      Parties known = parties.get(i);
      if (Objects.equals(known.acquirer, key.acquirer())
          && Objects.equals(known.forwarder, key.forwarder())) {
        return i;
      }
    }
    if (!isNew || parties.size() == MOST_PARTIES) {
      return NOTHING;
    }
    int number = parties.size();
    parties.add(new Parties(key.acquirer(), key.forwarder()));
    return number;
  }

  // --- the ring --------------------------------------------------------------------------------

  private void allocate(int capacity) {
    identities = new long[capacity];
    untils = new long[capacity];
    table = new int[2 * capacity];
    oldest = 0;
    next = 0;
    count = 0;
  }

  private int place(long number) {
    return (int) number & (identities.length - 1);
  }

  private void append(long identity, long until) {
    int place = place(next++);
    identities[place] = identity;
    untils[place] = until;
    table[free(identity & ~ANSWERED)] = place + 1;
    count++;
  }

  private void forgetOldest() {
    long identity = identities[place(oldest)];
    if (identity != NOTHING) {
      forget(identity & ~ANSWERED);
    }
    oldest++;
  }

  private void forget(long identity) {
    int at = find(identity);
    if (at != NOTHING_THERE) {
      identities[table[at] - 1] = NOTHING;
      close(at);
      count--;
    }
  }

  /** Without the gaps that forgotten ones have left; longer, if that would not be enough. */
  private void rebuild() {
    long[] from = identities;
    long[] fromUntils = untils;
    long first = oldest;
    long end = next;
    allocate(count > from.length / 2 ? 2 * from.length : from.length);
    for (long number = first; number != end; number++) {
      int place = (int) number & (from.length - 1);
      if (from[place] != NOTHING) {
        append(from[place], fromUntils[place]);
      }
    }
  }

  // --- the table -------------------------------------------------------------------------------

  private int home(long identity) {
    int bits = Integer.numberOfTrailingZeros(table.length);
    return (int) ((identity * GOLDEN_RATIO) >>> (Long.SIZE - bits));
  }

  private int after(int at) {
    return (at + 1) & (table.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (table.length - 1);
  }

  private int find(long identity) {
    for (int at = home(identity); table[at] != 0; at = after(at)) {
      if ((identities[table[at] - 1] & ~ANSWERED) == identity) {
        return at;
      }
    }
    return NOTHING_THERE;
  }

  private int free(long identity) {
    int at = home(identity);
    while (table[at] != 0) {
      at = after(at);
    }
    return at;
  }

  /** Takes an entry out and moves those after it that were pushed on by it. */
  private void close(int gap) {
    int hole = gap;
    for (int at = after(hole); table[at] != 0; at = after(at)) {
      int home = home(identities[table[at] - 1] & ~ANSWERED);
      if (distance(home, at) >= distance(hole, at)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
  }
}
