package io.oneclear.settlement.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Scratch;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;

/** The bank's answer text. */
class AnswerTextFuzzTest {

  private final Scratch scratch = new Scratch();

  @Timeout(30)
  @FuzzTest
  void file(byte[] bytes) throws IOException {
    Answers.readOrRefused(scratch.file("res_20261123_001.txt", bytes))
        .forEach(answer -> assertThat(answer.amountFen()).isNotNegative());
  }
}
