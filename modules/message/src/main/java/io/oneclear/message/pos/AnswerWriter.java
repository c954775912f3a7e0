package io.oneclear.message.pos;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.ResponseCode;
import java.util.Arrays;

/**
 * Which fields an answer has, by the type of its request: those that go back as they came, and
 * those of ours. A field the request does not have, or we have nothing for, is left out.
 */
final class AnswerWriter {

  private static final int[] MINIMAL = {3, 4, 11, 41, 42, 60};

  private final String acquirer;

  AnswerWriter(String acquirer) {
    this.acquirer = acquirer;
  }

  /**
   * @param echo fields that go back as they came
   * @param ours fields we fill
   */
  private record Fields(int[] echo, int[] ours) {}

  private static int[] of(int... numbers) {
    return numbers;
  }

  private static final Fields SALE =
      new Fields(
          of(2, 3, 4, 11, 14, 23, 25, 32, 41, 42, 49, 53, 60, 63),
          of(12, 13, 15, 32, 37, 38, 39, 44, 54, 55));
  private static final Fields VOID = new Fields(SALE.echo, of(12, 13, 15, 32, 37, 38, 39, 44, 55));
  private static final Fields REFUND = new Fields(SALE.echo, of(12, 13, 15, 32, 37, 39, 44, 55));
  private static final Fields BALANCE =
      new Fields(
          of(2, 3, 11, 14, 23, 25, 32, 41, 42, 49, 53, 60, 63), of(12, 13, 32, 37, 39, 44, 54, 55));
  private static final Fields REVERSAL =
      new Fields(
          of(2, 3, 4, 11, 14, 23, 25, 32, 41, 42, 49, 60), of(12, 13, 15, 32, 37, 39, 44, 55));
  private static final Fields SCRIPT_NOTICE =
      new Fields(of(2, 3, 4, 11, 22, 23, 32, 41, 42, 49, 60), of(12, 13, 15, 32, 38, 39, 55));
  private static final Fields MANAGEMENT =
      new Fields(of(11, 32, 41, 42, 60), of(12, 13, 32, 37, 39, 62));
  private static final Fields SETTLEMENT =
      new Fields(of(11, 32, 41, 42, 48, 49, 60, 63), of(12, 13, 15, 32, 37, 39));
  private static final Fields UPLOAD =
      new Fields(of(11, 32, 41, 42, 48, 60), of(12, 13, 32, 37, 39));
  private static final Fields OTHER =
      new Fields(of(3, 4, 11, 32, 41, 42, 60), of(12, 13, 32, 37, 39));

  private static Fields fieldsFor(IsoMessage request) {
    return switch (request.mti().digits()) {
      case "0100", "0200" -> {
        int transaction = request.has(3) ? (int) (request.number(3) / 10_000) : 0;
        if (transaction == 31) {
          yield BALANCE;
        }
        yield transaction == 20 ? VOID : SALE;
      }
      case "0220" -> REFUND;
      case "0400" -> REVERSAL;
      case "0620" -> SCRIPT_NOTICE;
      case "0800", "0820" -> MANAGEMENT;
      case "0500" -> SETTLEMENT;
      case "0320" -> UPLOAD;
      default -> OTHER;
    };
  }

  /** True if the answer carries field 64: transactions do, others if their request did. */
  static boolean needsMac(IsoMessage request) {
    String type = request.mti().digits();
    char kind = type.charAt(0) == '0' ? type.charAt(1) : '?';
    return switch (kind) {
      case '1', '2', '4', '6' -> true;
      default -> request.has(64);
    };
  }

  /** The answer without field 64. */
  IsoMessage write(IsoMessage request, PosAnswer answer) {
    IsoMessage message = new IsoMessage(request.mti().answer());
    Fields fields = fieldsFor(request);
    for (int field : fields.echo) {
      message.copy(field, request);
    }
    if (request.mti().equals(Mti.TERMINAL_REVERSAL) && request.has(61)) {
      // The reversal of a void or completion gets its field 53 back, that of a sale does not.
      message.copy(53, request);
    }
    for (int field : fields.ours) {
      fill(message, field, answer);
    }
    finish(message, answer);
    return message;
  }

  private void fill(IsoMessage message, int field, PosAnswer answer) {
    switch (field) {
      case 12 -> put(message, 12, answer.time());
      case 13 -> put(message, 13, answer.date());
      case 15 -> put(message, 15, answer.settlementDate());
      case 32 -> put(message, 32, message.has(32) ? null : acquirer);
      case 37 -> put(message, 37, answer.rrn() == null ? null : answer.rrn().code());
      case 38 -> put(message, 38, answer.authorizationCode());
      case 39 -> put(message, 39, answer.code().code());
      case 44 -> put(message, 44, answer.issuerAndAcquirer());
      case 54 -> put(message, 54, answer.additionalAmounts());
      case 55 -> put(message, 55, answer.icc());
      case 62 -> put(message, 62, answer.workingKeys());
      default -> throw new IllegalStateException("field " + field + " has no source");
    }
  }

  private static void put(IsoMessage message, int field, String text) {
    if (text != null) {
      message.set(field, text);
    }
  }

  private static void put(IsoMessage message, int field, byte[] bytes) {
    if (bytes != null) {
      message.set(field, bytes);
    }
  }

  /** What goes back changed: batch and totals; and of field 63 only 63.1, the organisation. */
  private static void finish(IsoMessage message, PosAnswer answer) {
    try {
      if (answer.batch() != null && message.has(60)) {
        message.set(60, Field60.decode(message.text(60)).withBatch(answer.batch()).encode());
      }
      if (answer.settlementResult() != null && message.has(48)) {
        message.set(48, SettlementTotals48.answer(message.text(48), answer.settlementResult()));
      }
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("answered as if it had been understood", e);
    }
    if (message.has(63)) {
      byte[] organisation = message.bytes(63);
      boolean pin = organisation.length >= 2 && organisation[0] == 'S' && organisation[1] == 'M';
      message.unset(63);
      if (!pin && organisation.length >= 3) {
        message.set(63, Arrays.copyOf(organisation, 3));
      }
    }
  }

  static IsoMessage minimal(IsoMessage request, ResponseCode code) {
    IsoMessage message = new IsoMessage(request.mti().answer());
    for (int field : MINIMAL) {
      message.copy(field, request);
    }
    return message.set(39, code.code());
  }
}
