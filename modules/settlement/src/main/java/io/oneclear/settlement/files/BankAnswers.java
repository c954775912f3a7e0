package io.oneclear.settlement.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a bank's answer in either form; the name of the file tells which. */
public final class BankAnswers {

  /** More than any file we send has items; a bank's file beyond it is refused, not read. */
  static final int MAX_ANSWERS = 200_000;

  private BankAnswers() {}

  public static boolean isAnswer(String fileName) {
    return fileName.matches(
        "(pain002_\\d{8}_\\d{3}(_\\d{1,3})?\\.xml|res_\\d{8}_\\d{3}(_\\d{1,3})?\\.txt)");
  }

  public static List<BankAnswer> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    return name.startsWith("pain002_") ? Pain002.read(name, file) : AnswerText.read(name, file);
  }
}
