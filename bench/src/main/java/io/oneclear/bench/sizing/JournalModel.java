package io.oneclear.bench.sizing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Group commit as the journal's writer does it: takes what is waiting, one unit of work, commit,
 * tell, again. While a group is written nothing else is, so what comes meanwhile is the next group.
 */
final class JournalModel {

  /** The thread in the switch, the backend in the database, and the loop that is told. */
  record Threads(Worker writer, Worker backend, Worker loop) {}

  private final Timeline timeline;
  private final Threads threads;
  private final CostModel costs;
  private final double commitMicros;
  private final double networkMicros;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean writing;
  private long groups;
  private long operations;

  JournalModel(Timeline timeline, Threads threads, CostModel costs, Layout layout) {
    this.timeline = timeline;
    this.threads = threads;
    this.costs = costs;
    this.commitMicros = costs.commitMicros() + layout.standbyMicros();
    this.networkMicros = layout.networkMicros();
  }

  /** Something to be written, and what happens when it is durable. */
  void write(Runnable durable) {
    waiting.add(durable);
    if (!writing) {
      writeGroup();
    }
  }

  private void writeGroup() {
    List<Runnable> group = new ArrayList<>();
    while (!waiting.isEmpty() && group.size() < costs.limits().groupSize()) {
      group.add(waiting.poll());
    }
    writing = !group.isEmpty();
    if (writing) {
      int size = group.size();
      threads.writer().give(costs.writer().of(size), () -> run(group));
    }
  }

  private void run(List<Runnable> group) {
    threads
        .backend()
        .give(
            costs.database().of(group.size()),
            () -> timeline.in(commitMicros + networkMicros, () -> committed(group)));
  }

  private void committed(List<Runnable> group) {
    groups++;
    operations += group.size();
    threads.loop().give(costs.loop().perGroup(), () -> group.forEach(Runnable::run));
    writeGroup();
  }

  long groups() {
    return groups;
  }

  long operations() {
    return operations;
  }
}
