package io.oneclear.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class UsageTest {

  private static final String BEFORE =
      """
      # HELP oneclear_journal_group Operations that shared one commit
      # TYPE oneclear_journal_group histogram
      oneclear_journal_group_bucket{le="8.0"} 10
      oneclear_journal_group_bucket{le="64.0"} 10
      oneclear_journal_group_bucket{le="+Inf"} 10
      oneclear_journal_group_count 10
      oneclear_journal_group_sum 50.0
      oneclear_journal_commit_seconds_bucket{le="0.001"} 10
      oneclear_journal_commit_seconds_bucket{le="0.002"} 10
      oneclear_journal_commit_seconds_bucket{le="+Inf"} 10
      oneclear_journal_commit_seconds_count 10
      oneclear_journal_commit_seconds_sum 0.005
      """;

  private static final String AFTER =
      """
      oneclear_journal_group_bucket{le="8.0"} 60
      oneclear_journal_group_bucket{le="64.0"} 110
      oneclear_journal_group_bucket{le="+Inf"} 110
      oneclear_journal_group_count 110
      oneclear_journal_group_sum 2050.0
      oneclear_journal_commit_seconds_bucket{le="0.001"} 109
      oneclear_journal_commit_seconds_bucket{le="0.002"} 110
      oneclear_journal_commit_seconds_bucket{le="+Inf"} 110
      oneclear_journal_commit_seconds_count 110
      oneclear_journal_commit_seconds_sum 0.065
      """;

  private static final Sample FROM =
      sample(0, Duration.ofSeconds(1), new MachineTime(0, 0, 0), 1_000, BEFORE);
  private static final Sample TO =
      sample(10, Duration.ofSeconds(3), new MachineTime(2_000, 500, 20), 50_001_000, AFTER);

  @Test
  void whatWasUsedIsDividedByTheTransactionsInBetween() {
    Usage usage = Usage.between(FROM, TO, 1_000);
    assertThat(usage.seconds()).isEqualTo(10);
    assertThat(usage.cpuMicros()).containsOnly(Map.entry(Role.SWITCH, 200.0));
    assertThat(usage.allocatedBytes()).contains(5_000.0);
    assertThat(usage.busy()).isEqualTo(0.75);
    assertThat(usage.stolen()).isEqualTo(0.01);
  }

  @Test
  void theJournalsGroupsAndCommitsAreThoseInBetween() {
    JournalWork journal = Usage.between(FROM, TO, 1_000).journal().orElseThrow();
    assertThat(journal.commits()).isEqualTo(100);
    assertThat(journal.operations()).isEqualTo(2_000);
    assertThat(journal.meanGroup()).isEqualTo(20);
    assertThat(journal.p99GroupAtMost()).isEqualTo(64);
    assertThat(journal.meanCommitMillis()).isEqualTo(0.6, Offset.offset(1e-9));
    assertThat(journal.p99CommitMillisAtMost()).isEqualTo(1);
  }

  @Test
  void whatAPeerDoesNotTellIsLeftOut() {
    Sample silent =
        new Sample(0, Map.of(), new MachineTime(0, 0, 0), Optional.empty(), Optional.empty());
    Usage usage = Usage.between(silent, silent, 0);
    assertThat(usage.allocatedBytes()).isEmpty();
    assertThat(usage.journal()).isEmpty();
  }

  private static Sample sample(
      int second, Duration cpu, MachineTime machine, long allocated, String metrics) {
    return new Sample(
        Duration.ofSeconds(second).toNanos(),
        Map.of(Role.SWITCH, cpu),
        machine,
        Optional.of(allocated),
        Optional.of(Scrape.parse(metrics)));
  }
}
