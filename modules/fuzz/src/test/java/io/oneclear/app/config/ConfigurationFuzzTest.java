package io.oneclear.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Scratch;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/** {@code cfg/oneclear.yaml} over the built-in defaults. */
class ConfigurationFuzzTest {

  private final Scratch scratch = new Scratch();

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) {
    try {
      assertThat(OneClearConfig.read(scratch.file("oneclear.yaml", bytes), Map.of()).node())
          .isBetween(1, 99);
    } catch (ConfigException e) {
      Refusals.areClear(e);
    }
  }
}
