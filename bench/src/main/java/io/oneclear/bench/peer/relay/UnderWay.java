package io.oneclear.bench.peer.relay;

import io.netty.channel.Channel;

/** Which connection waits for which id. A ring: one event loop, no allocation, no time-outs. */
final class UnderWay {

  static final int SLOTS = 1 << 18;

  private final Channel[] waiting = new Channel[SLOTS];
  private final long[] ids = new long[SLOTS];
  private long next;

  /** A new id for a request of this connection. */
  long add(Channel terminal) {
    long id = next++;
    int slot = slot(id);
    waiting[slot] = terminal;
    ids[slot] = id;
    return id;
  }

  /** The connection that waits for the answer; null if none does any more. */
  Channel take(long id) {
    int slot = slot(id);
    Channel terminal = ids[slot] == id ? waiting[slot] : null;
    waiting[slot] = null;
    return terminal;
  }

  private static int slot(long id) {
    return (int) (id & (SLOTS - 1));
  }
}
