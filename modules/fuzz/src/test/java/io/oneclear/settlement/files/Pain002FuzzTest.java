package io.oneclear.settlement.files;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Scratch;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;

/** The bank's answer as ISO 20022. */
class Pain002FuzzTest {

  private final Scratch scratch = new Scratch();

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) throws IOException {
    Answers.readOrRefused(scratch.file("pain002_20261123_001.xml", bytes));
  }
}
