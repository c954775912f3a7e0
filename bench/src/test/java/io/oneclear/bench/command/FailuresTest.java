package io.oneclear.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.bench.process.BenchException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void fileThatCannotBeUsedIsNamedTogetherWithTheReason() {
    assertThat(Failures.said(new NoSuchFileException("/proc/x")))
        .isEqualTo("/proc/x: is not there and cannot be made");
    assertThat(Failures.said(new AccessDeniedException("/root/x")))
        .isEqualTo("/root/x: may not be used by this user");
    assertThat(Failures.said(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("/x: No space left on device");
  }

  @Test
  void refusalIsSaidAsItIs() {
    assertThat(Failures.said(new BenchException("--rows: 0 is too few")))
        .isEqualTo("--rows: 0 is too few");
  }
}
