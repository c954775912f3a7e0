package io.oneclear.simulator.scheme.rule;

import io.oneclear.simulator.scheme.rule.Treatment.Delivery;
import java.time.Duration;

/**
 * One line of a rules file. {@code *} matches anything.
 *
 * @param mti type without regard to the repeat digit
 * @param processingCode field 3
 * @param panPrefix first digits of the card number
 * @param amountSuffix last digits of the amount in fen
 * @param terminal field 41
 * @param merchant field 42
 * @param times how often it applies; 0 for always
 */
public record Rule(
    String mti,
    String processingCode,
    String panPrefix,
    String amountSuffix,
    String terminal,
    String merchant,
    Treatment treatment,
    int times) {

  private static final String ANY = "*";

  public Rule {
    if (times < 0) {
      throw new IllegalArgumentException("rule: times is 0 (always) or more, not " + times);
    }
  }

  /** A rule for every message of this type. */
  public static Rule forType(String mti, Treatment treatment, int times) {
    return new Rule(mti, ANY, ANY, ANY, ANY, ANY, treatment, times);
  }

  /** A line {@code mti,pcode,pan,amount,terminal,merchant,action,times}; times may be left out. */
  public static Rule parse(String line) {
    String[] columns = line.split(",", -1);
    if (columns.length < 7 || columns.length > 8) {
      throw new IllegalArgumentException(
          "a rule is mti,pcode,pan,amount,terminal,merchant,action[,times]");
    }
    for (int i = 0; i < columns.length; i++) {
      columns[i] = columns[i].strip();
    }
    String times = columns.length == 7 || columns[7].isEmpty() ? "0" : columns[7];
    if (!times.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("times is a number of up to nine digits, or nothing");
    }
    return new Rule(
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        action(columns[6]),
        Integer.parseInt(times));
  }

  boolean matches(Subject request) {
    return matches(mti, request.type())
        && matches(processingCode, request.text(3))
        && (panPrefix.equals(ANY) || request.panStartsWith(panPrefix))
        && (amountSuffix.equals(ANY) || request.text(4).endsWith(amountSuffix))
        && matches(terminal, request.text(41).strip())
        && matches(merchant, request.text(42).strip());
  }

  private static boolean matches(String wanted, String given) {
    return wanted.equals(ANY) || wanted.equals(given);
  }

  private static Treatment action(String action) {
    if (action.matches("[0-9A-Z]{2}")) {
      return Treatment.decline(action);
    }
    if (action.matches("delay:\\d{1,7}")) {
      Duration delay = Duration.ofMillis(Long.parseLong(action.substring(6)));
      return new Treatment(null, Delivery.NORMAL, delay);
    }
    return Treatment.of(
        switch (action) {
          case "normal" -> Delivery.NORMAL;
          case "drop" -> Delivery.DROP;
          case "silent" -> Delivery.SILENT;
          case "late" -> Delivery.LATE;
          case "twice" -> Delivery.TWICE;
          case "cut" -> Delivery.CUT;
          case "wrong-mac" -> Delivery.WRONG_MAC;
          case "wrong-amount" -> Delivery.WRONG_AMOUNT;
          default -> throw new IllegalArgumentException("the action is none that is known");
        });
  }
}
