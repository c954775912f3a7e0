package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import io.oneclear.fuzz.Scratch;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;

/** A dialect's table of fields, {@code cfg/packager/*.xml}. */
class FieldTableFuzzTest {

  private final Scratch scratch = new Scratch();

  @Timeout(30)
  @FuzzTest
  void table(byte[] bytes) throws IOException {
    try {
      assertThat(FieldTable.load(scratch.file("table.xml", bytes))).isNotNull();
    } catch (IllegalArgumentException e) {
      Refusals.areClear(e);
    }
  }
}
