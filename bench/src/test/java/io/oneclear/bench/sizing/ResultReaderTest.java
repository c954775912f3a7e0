package io.oneclear.bench.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.bench.process.BenchException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultReaderTest {

  @TempDir private Path directory;

  @Test
  void pointsOfOneClearAreReadInTheOrderOfTheirRates() throws Exception {
    ResultReader result =
        ResultReader.read(
            file(
                """
                {"machine": {"processors": 2}, "candidates": [
                  {"candidate": "q2", "knee": 1650, "search": [], "points": []},
                  {"candidate": "oneclear", "knee": 9500,
                   "search": [{"offered": 8000, "load": {"p50": 6500, "p99": 47000},
                     "cpuMicrosPerTransaction": {"switch": 60, "postgresql": 89},
                     "journal": {"meanGroup": 30.5}}],
                   "points": [{"offered": 4000, "load": {"p50": 5300, "p99": 16000},
                     "cpuMicrosPerTransaction": {"switch": 104, "postgresql": 141}}]}]}
                """));
    assertThat(result.cores()).isEqualTo(2);
    assertThat(result.knee()).hasValue(9_500);
    assertThat(result.points()).extracting(MeasuredPoint::rate).containsExactly(4_000, 8_000);
    MeasuredPoint faster = result.points().getLast();
    assertThat(faster.p50()).isEqualTo(new MeasuredPoint.Span(6.5, 6.5));
    assertThat(faster.p99()).isEqualTo(47);
    assertThat(faster.switchMicros().least()).isEqualTo(60);
    assertThat(faster.databaseMicros().most()).isEqualTo(89);
    assertThat(faster.meanGroup()).isEqualTo(30.5);
    assertThat(result.points().getFirst().meanGroup()).isNull();
  }

  @Test
  void aResultWithoutOneClearIsRefused() throws Exception {
    Path file = file("{\"candidates\": [{\"candidate\": \"relay\"}]}");
    assertThatThrownBy(() -> ResultReader.read(file))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("no candidate oneclear");
  }

  @Test
  void aFileThatIsNotJsonIsRefusedByItsName() throws Exception {
    Path file = file("{\"candidates\": [{");
    assertThatThrownBy(() -> ResultReader.read(file))
        .isInstanceOf(BenchException.class)
        .hasMessage(file + " is not JSON, or not all of it; give a result.json");
  }

  private Path file(String json) throws Exception {
    return Files.writeString(directory.resolve("result.json"), json);
  }
}
