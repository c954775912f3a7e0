package io.oneclear.bench.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.bench.process.BenchException;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Scratch;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;

/** A result of the benchmark that somebody gives to {@code bench size}. */
class ResultReaderFuzzTest {

  private final Scratch scratch = new Scratch();

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) throws IOException {
    try {
      assertThat(ResultReader.read(scratch.file("result.json", bytes)).points())
          .doesNotContainNull();
    } catch (BenchException e) {
      Refusals.areClear(e);
    }
  }
}
