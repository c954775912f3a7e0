package io.oneclear.proof.rule;

import io.oneclear.message.upstream.UpstreamKey;
import io.oneclear.proof.journal.Database;
import io.oneclear.proof.journal.TransactionRow;
import io.oneclear.switching.journal.Intent;
import io.oneclear.switching.stamp.LocalTimes;
import io.oneclear.switching.stamp.TransactionIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Watches what numbers nodes give: none is given twice, and what a process gives is above all that
 * the processes before it gave, however the clock was set (rule 3 rests on it).
 */
public final class Numbers implements Database.Watcher {

  private final Findings findings;
  private final Map<Integer, Long> highest = new HashMap<>();
  private final Map<Integer, Long> highestBefore = new HashMap<>();
  private final Set<Object> given = new HashSet<>();

  public Numbers(Findings findings) {
    this.findings = findings;
  }

  private record OnLink(String link, UpstreamKey key) {}

  /** A process of this node begins. */
  public void processBegins(int node) {
    highestBefore.put(node, highest.getOrDefault(node, 0L));
  }

  @Override
  public void changed(TransactionRow before, TransactionRow after) {
    Intent intent = after.entry().intent();
    boolean remembered = intent.id() < 0;
    if (before != null || remembered) {
      return;
    }
    int node = TransactionIds.node(intent.id());
    if (intent.id() <= highestBefore.get(node)) {
      findings.add(3, SendGuard.name(after), "an id no higher than an earlier process gave");
    }
    highest.merge(node, intent.id(), Math::max);
    once(after, "id", intent.id());
    if (intent.rrn() != null) {
      once(after, "reference number", intent.rrn() + " " + LocalTimes.day(intent.at()));
    }
    if (intent.upstreamKey() != null) {
      once(after, "identity", new OnLink(intent.link(), intent.upstreamKey()));
    }
  }

  private void once(TransactionRow row, String what, Object number) {
    if (!given.add(number)) {
      findings.add(3, SendGuard.name(row), "the " + what + " is another transaction's already");
    }
  }
}
