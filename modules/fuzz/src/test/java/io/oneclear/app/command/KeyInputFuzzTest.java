package io.oneclear.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.fuzz.Refusals;
import java.io.ByteArrayInputStream;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

/** Keys and their components as they are piped in. */
class KeyInputFuzzTest {

  @Timeout(30)
  @FuzzTest
  void typed(byte[] bytes) {
    try {
      assertThat(KeyInput.from(new ByteArrayInputStream(bytes)).components(2, 3, 16))
          .hasSizeBetween(2, 3)
          .allMatch(part -> part.length == 16);
    } catch (CommandFailure e) {
      Refusals.areClear(e);
    }
    try {
      assertThat(KeyInput.from(new ByteArrayInputStream(bytes)).encrypted(Set.of(8, 16)).length)
          .isIn(8, 16);
    } catch (CommandFailure e) {
      Refusals.areClear(e);
    }
  }
}
