package io.oneclear.simulator.scheme.rule;

import java.time.Duration;

/**
 * What is done to one message apart from deciding it on its merits.
 *
 * @param code the response code it gets whatever the account says; null to decide normally
 * @param delivery how the answer travels
 * @param delay how long the answer is held back; zero for none
 */
public record Treatment(String code, Delivery delivery, Duration delay) {

  private static final int CODE = 2;

  public Treatment {
    if (code != null && code.length() != CODE) {
      throw new IllegalArgumentException("treatment: a response code is two characters");
    }
  }

  public static final Treatment NORMAL = new Treatment(null, Delivery.NORMAL, Duration.ZERO);

  public static Treatment of(Delivery delivery) {
    return new Treatment(null, delivery, Duration.ZERO);
  }

  public static Treatment decline(String code) {
    return new Treatment(code, Delivery.NORMAL, Duration.ZERO);
  }

  /** How an answer travels. */
  public enum Delivery {
    NORMAL,
    /** The message is lost on the way here: nothing happens, nothing is logged. */
    DROP,
    /** It is done, and its answer is lost. */
    SILENT,
    /** It is done, and the answer comes after the asker has given up. */
    LATE,
    /** It is done and answered twice. */
    TWICE,
    /** It is done; the connection breaks in the middle of the answer. */
    CUT,
    /** It is done; field 128 of the answer is wrong. */
    WRONG_MAC,
    /** It is done; field 4 of the answer is one fen too much. */
    WRONG_AMOUNT
  }

  /**
   * The published magic: the last two digits of a purchase's amount in fen. It applies to purchases
   * only, because a void, refund or reversal repeats the amount of its original.
   */
  static Treatment ofPurchase(long fen) {
    return switch ((int) (fen % 100)) {
      case 51 -> decline("51");
      case 54 -> decline("54");
      case 55 -> decline("55");
      case 61 -> decline("61");
      case 62 -> decline("62");
      case 65 -> decline("65");
      case 75 -> decline("75");
      case 91 -> decline("91");
      case 94 -> of(Delivery.CUT);
      case 96 -> decline("96");
      case 97 -> of(Delivery.LATE);
      case 98 -> of(Delivery.SILENT);
      case 99 -> of(Delivery.TWICE);
      default -> NORMAL;
    };
  }
}
