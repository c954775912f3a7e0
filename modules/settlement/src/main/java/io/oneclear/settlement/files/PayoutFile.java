package io.oneclear.settlement.files;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What is known of a payout file before its items are read.
 *
 * @param number of the file among those of the same value date and form, from 1
 * @param createdAt as recorded when the file was decided on, so that writing it again gives the
 *     same bytes
 * @param sent whether it has been written
 */
public record PayoutFile(
    LocalDate businessDate,
    LocalDate valueDate,
    BankChannel channel,
    int number,
    Instant createdAt,
    int count,
    long totalFen,
    boolean sent) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  /** Name under the directory of the business date. */
  public String name() {
    return switch (channel) {
      case PAIN_001 -> "pain001_" + stem() + ".xml";
      case BATCH_TEXT -> "req_" + stem() + ".txt";
    };
  }

  /** First part of the names of its answers. */
  public String answerStem() {
    return switch (channel) {
      case PAIN_001 -> "pain002_" + stem();
      case BATCH_TEXT -> "res_" + stem();
    };
  }

  /** Identity of the message for the bank, unique over all days. */
  public String messageId() {
    return "OC" + (channel == BankChannel.PAIN_001 ? "P" : "T") + stem().replace("_", "");
  }

  private String stem() {
    return DAY.format(valueDate) + "_" + String.format(Locale.ROOT, "%03d", number);
  }
}
