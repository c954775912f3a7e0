package io.oneclear.bench.measure;

import java.util.NavigableMap;

/**
 * What OneClear's journal did between two scrapes.
 *
 * @param commits how many
 * @param operations intents and outcomes in them
 * @param meanGroup operations that shared one commit
 * @param p99GroupAtMost 99 % of the commits held no more; a bucket's bound
 * @param meanCommitMillis COMMIT alone
 * @param p99CommitMillisAtMost a bucket's bound
 */
public record JournalWork(
    long commits,
    long operations,
    double meanGroup,
    double p99GroupAtMost,
    double meanCommitMillis,
    double p99CommitMillisAtMost) {

  private static final String GROUP = "oneclear_journal_group";
  private static final String COMMIT = "oneclear_journal_commit_seconds";
  private static final double MOST = 0.99;

  static JournalWork between(Scrape from, Scrape to) {
    double commits = to.value(GROUP + "_count") - from.value(GROUP + "_count");
    double operations = to.value(GROUP + "_sum") - from.value(GROUP + "_sum");
    double seconds = to.value(COMMIT + "_sum") - from.value(COMMIT + "_sum");
    double each = Math.max(1, commits);
    return new JournalWork(
        (long) commits,
        (long) operations,
        operations / each,
        bound(from, to, GROUP),
        seconds * 1_000 / each,
        bound(from, to, COMMIT) * 1_000);
  }

  private static double bound(Scrape from, Scrape to, String histogram) {
    NavigableMap<Double, Double> before = from.buckets(histogram);
    NavigableMap<Double, Double> after = to.buckets(histogram);
    if (after.isEmpty()) {
      return Double.NaN;
    }
    double all = after.lastEntry().getValue() - before.getOrDefault(after.lastKey(), 0.0);
    for (var bucket : after.entrySet()) {
      double below = bucket.getValue() - before.getOrDefault(bucket.getKey(), 0.0);
      if (below >= MOST * all) {
        return bucket.getKey();
      }
    }
    return after.lastKey();
  }
}
