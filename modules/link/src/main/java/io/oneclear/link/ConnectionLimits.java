package io.oneclear.link;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections are open, in all and from each address. */
final class ConnectionLimits {

  private final int total;
  private final int perAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  ConnectionLimits(int total, int perAddress) {
    this.total = total;
    this.perAddress = perAddress;
  }

  /** Takes a place; null if there was one, otherwise why not. */
  FrontEndMetrics.Refusal enter(InetAddress address) {
    if (open.incrementAndGet() > total) {
      open.decrementAndGet();
      return FrontEndMetrics.Refusal.TOTAL_LIMIT;
    }
    if (byAddress.merge(address, 1, Integer::sum) > perAddress) {
      leave(address);
      return FrontEndMetrics.Refusal.ADDRESS_LIMIT;
    }
    return null;
  }

  /** Gives the place back. */
  void leave(InetAddress address) {
    byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    open.decrementAndGet();
  }

  int open() {
    return open.get();
  }

  int open(InetAddress address) {
    return byAddress.getOrDefault(address, 0);
  }
}
