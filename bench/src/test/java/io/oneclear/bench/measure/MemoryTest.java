package io.oneclear.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void residentMemoryIsInKilobytes() throws IOException {
    assertThat(ProcessMemory.resident(List.of("VmPeak:\t  900 kB", "VmRSS:\t   300 kB")))
        .isEqualTo(300 * 1_024);
  }

  @Test
  void ourOwnProcessHoldsSomething() throws IOException {
    long me = ProcessHandle.current().pid();
    assertThat(ProcessMemory.resident(me)).isPositive();
    assertThat(ProcessMemory.descriptors(me)).isPositive();
  }

  @Test
  void directMemoryIsWhatNoPartOfTheJvmHolds() throws IOException {
    String summary =
        """
        -                 Compiler (reserved=1, committed=2)
        -                     Other (reserved=8388608, committed=4194304)
        """;
    assertThat(JvmProbe.direct(summary)).isEqualTo(4_194_304);
  }

  @Test
  void aJvmThatDoesNotTrackItsMemoryIsNotBelieved() {
    assertThatThrownBy(() -> JvmProbe.direct("Native memory tracking is not enabled"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not enabled");
  }
}
