package io.oneclear.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts and classes of response codes (field 39), made from the rows of a configuration file. */
public final class ResponseCodes {

  /** What a code means for the terminal that gets it. */
  public enum Kind {
    /** A: success. */
    SUCCESS('A'),
    /** B: failed, may be retried. */
    RETRY('B'),
    /** C: failed, not to be retried. */
    FAILED('C'),
    /** D: failed, operator or cardholder must act. */
    ACT('D'),
    /** E: system fault. */
    FAULT('E');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    public char letter() {
      return letter;
    }

    private static Kind of(String letter) {
      for (Kind kind : values()) {
        if (letter.equals(String.valueOf(kind.letter))) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "response-codes: class '" + letter + "' is none of A, B, C, D, E");
    }
  }

  /**
   * A row of the file.
   *
   * @param kind A to E
   */
  public record Row(String code, String kind, String zh, String en) {}

  /** What is known of a code. */
  public record Meaning(ResponseCode code, Kind kind, String zh, String en) {}

  private final Map<ResponseCode, Meaning> meanings = new HashMap<>();

  /**
   * @throws IllegalArgumentException for a row that is no code, has no such class, or comes twice
   */
  public ResponseCodes(List<Row> rows) {
    for (Row row : rows) {
      ResponseCode code = new ResponseCode(row.code());
      Meaning meaning = new Meaning(code, Kind.of(row.kind()), row.zh(), row.en());
      if (meanings.put(code, meaning) != null) {
        throw new IllegalArgumentException("response-codes: code " + code + " stands there twice");
      }
    }
  }

  /** What a code means; one that is not listed is a plain failure. */
  public Meaning meaning(ResponseCode code) {
    Meaning meaning = meanings.get(code);
    return meaning == null ? new Meaning(code, Kind.FAILED, "交易失败", "Transaction failed") : meaning;
  }
}
