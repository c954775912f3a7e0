package io.oneclear.message.cups;

import io.oneclear.message.IsoMessage;

/** Which fields of a request go back in its answer as they came. */
final class AnswerFields {

  private static final int[] TRANSACTION = {
    2, 3, 4, 7, 11, 12, 13, 18, 19, 23, 25, 32, 33, 37, 41, 42, 49, 60, 90
  };
  private static final int[] REFUND = {
    2, 3, 4, 7, 11, 12, 13, 18, 23, 25, 32, 33, 37, 41, 42, 43, 49, 60
  };
  private static final int[] REVERSAL = {
    2, 3, 4, 7, 11, 12, 13, 18, 23, 25, 32, 33, 37, 41, 42, 49, 60
  };
  private static final int[] SCRIPT_NOTICE = {
    2, 7, 11, 12, 13, 23, 25, 32, 33, 38, 41, 42, 49, 60, 70
  };
  private static final int[] MANAGEMENT = {7, 11, 15, 33, 53, 70, 100};

  private AnswerFields() {}

  static IsoMessage answer(IsoMessage request) {
    IsoMessage answer = new IsoMessage(request.mti().answer());
    for (int field : echoed(request.mti().original().digits())) {
      answer.copy(field, request);
    }
    return answer;
  }

  private static int[] echoed(String type) {
    return switch (type) {
      case "0220" -> REFUND;
      case "0420" -> REVERSAL;
      case "0620" -> SCRIPT_NOTICE;
      case "0800", "0820" -> MANAGEMENT;
      default -> TRANSACTION;
    };
  }
}
