package io.oneclear.settlement.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the bank's answer text: our line, then {@code |结果|原因}; last line {@code ########}. */
final class AnswerText {

  private static final int COLUMNS = 10;
  private static final int LONGEST_IDENTITY = 35;

  private AnswerText() {}

  static List<BankAnswer> read(String name, Path file) throws IOException {
    List<BankAnswer> answers = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file, BatchText.CHARSET)) {
      int number = 1;
      for (String line = in.readLine(); ; line = in.readLine(), number++) {
        if (line == null) {
          throw new RefusedFileException(name, number, "the last line is not ########");
        }
        if (line.equals(BatchText.LAST_LINE)) {
          break;
        }
        if (answers.size() == BankAnswers.MAX_ANSWERS) {
          throw new RefusedFileException(name, number, "more than " + answers.size() + " answers");
        }
        answers.add(answer(name, number, line));
      }
      if (in.readLine() != null) {
        throw new RefusedFileException(name, "there is something after ########");
      }
    } catch (CharacterCodingException e) {
      throw new RefusedFileException(name, "not GB18030", e);
    }
    return answers;
  }

  private static BankAnswer answer(String name, int number, String line) {
    String[] columns = line.split("\\|", -1);
    if (columns.length != COLUMNS) {
      throw new RefusedFileException(
          name, number, columns.length + " columns instead of " + COLUMNS);
    }
    if (columns[0].isEmpty() || columns[0].length() > LONGEST_IDENTITY) {
      throw new RefusedFileException(name, number, "the identity is not 1 to 35 characters");
    }
    BankAnswer.Result result =
        switch (columns[8]) {
          case "成功" -> BankAnswer.Result.PAID;
          case "失败", "退票" -> BankAnswer.Result.NOT_PAID;
          case "处理中" -> BankAnswer.Result.PENDING;
          default -> throw new RefusedFileException(name, number, "result is not 成功 失败 退票 处理中");
        };
    return new BankAnswer(
        columns[0], result, fen(name, number, columns[5]), Pain002.shortened(columns[9]));
  }

  private static long fen(String name, int number, String yuan) {
    if (!yuan.matches("\\d{1,13}\\.\\d{2}")) {
      throw new RefusedFileException(name, number, "the amount is not yuan with two decimals");
    }
    return new BigDecimal(yuan).movePointRight(2).longValueExact();
  }
}
