package io.oneclear.app.wiring;

import io.oneclear.app.config.ConfigException;
import io.oneclear.link.scheme.SchemeLinkConfig;
import io.oneclear.store.Database;
import io.oneclear.store.TraceRange;
import java.util.Optional;

/**
 * Which trace numbers each node gives on a link. Two nodes that share institution codes and give
 * the same number in the same second would be one to the scheme: such a node is not let up.
 */
record TraceRanges(Database database) {

  /**
   * @throws ConfigException if a node that lives has some of these numbers
   */
  void claim(int node, SchemeLinkConfig link) {
    TraceRange range =
        new TraceRange(
            link.name(), link.acquirer(), link.forwarder(), link.firstStan(), link.lastStan());
    Optional<Integer> other = range.claim(database, node);
    if (other.isPresent()) {
      throw new ConfigException(
          ("links.%s.link: firstStan %d to lastStan %d overlap with those of node %d; nodes that"
                  + " share institution codes take ranges that do not")
              .formatted(link.name(), link.firstStan(), link.lastStan(), other.get()));
    }
  }
}
