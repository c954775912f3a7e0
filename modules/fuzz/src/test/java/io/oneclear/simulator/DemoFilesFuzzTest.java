package io.oneclear.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;

/** The lists of terminals and cards that a terminal simulator is given. */
class DemoFilesFuzzTest {

  private final Scratch scratch = new Scratch();

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) {
    Path file = scratch.file("list.csv", bytes);
    try {
      assertThat(DemoFiles.terminals(file)).doesNotContainNull();
    } catch (IllegalArgumentException | IOException e) {
      Refusals.areClear(e);
    }
    try {
      assertThat(DemoFiles.cards(file)).doesNotContainNull();
    } catch (IllegalArgumentException | IOException e) {
      Refusals.areClear(e);
    }
  }
}
