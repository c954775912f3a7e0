package io.oneclear.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.fuzz.Refusals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;

/** {@code decode} as it is typed: what is behind it is text, most of the time hexadecimal. */
class DecodeCommandFuzzTest {

  @Timeout(30)
  @FuzzTest
  void typed(byte[] bytes) {
    // An option is picocli's business, and a file of arguments (@file) the file system's.
    String typed = new String(bytes, StandardCharsets.UTF_8).replaceAll("^[-@]+", "");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        OneClearCommand.run(
            CommandLineOutput.into(printer(out), printer(err)),
            KeyInput.from(new ByteArrayInputStream(new byte[0])),
            "decode",
            typed);
    if (code == 0) {
      assertThat(out.toString(StandardCharsets.UTF_8)).isNotBlank();
      assertThat(err.size()).isZero();
    } else {
      assertThat(code).isBetween(1, 3);
      String said = err.toString(StandardCharsets.UTF_8);
      assertThat(said).doesNotContain("Exception");
      Refusals.areClear(said);
    }
  }

  private static PrintStream printer(ByteArrayOutputStream into) {
    return new PrintStream(into, true, StandardCharsets.UTF_8);
  }
}
