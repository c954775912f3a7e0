package io.oneclear.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

  @TempDir private Path directory;

  @Test
  void theHardLimitOfOpenFilesIsWhatCounts() {
    String limits =
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max cpu time              unlimited            unlimited            seconds
        Max open files            1024                 20000                files
        """;
    assertThat(Preflight.openFiles(limits)).isEqualTo(20_000);
    assertThat(Preflight.openFiles(limits.replace("20000", "unlimited"))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void moreConnectionsThanAnAddressCanMakeAreRefusedWithTheOptionToChange() {
    assertThatThrownBy(() -> Preflight.check(60_000, directory))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("--connections");
  }

  @Test
  void aFewConnectionsAreInNobodysWay() {
    assertThatCode(() -> Preflight.check(10, directory)).doesNotThrowAnyException();
  }
}
