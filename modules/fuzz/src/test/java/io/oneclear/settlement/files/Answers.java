package io.oneclear.settlement.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.fuzz.Refusals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What holds for both forms of a bank's answer. */
final class Answers {

  private Answers() {}

  /** The answers; none if the file was refused as it has to be. */
  static List<BankAnswer> readOrRefused(Path file) throws IOException {
    String name = file.getFileName().toString();
    assertThat(BankAnswers.isAnswer(name)).isTrue();
    try {
      List<BankAnswer> answers = BankAnswers.read(file);
      for (BankAnswer answer : answers) {
        assertThat(answer.endToEndId().length()).isBetween(1, 35);
        assertThat(answer.reason().length()).isLessThanOrEqualTo(140);
      }
      return answers;
    } catch (RefusedFileException e) {
      assertThat(e.getMessage()).startsWith(name);
      Refusals.areClear(e);
      return List.of();
    }
  }
}
