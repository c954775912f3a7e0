package io.oneclear.message.pos;

import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Pan;
import io.oneclear.message.Stan;
import io.oneclear.message.text.Digits;
import java.util.ArrayList;
import java.util.List;

/**
 * Field 48 of a magnetic batch upload (0320, 60.3 = 201): count, then up to eight records of card
 * type 2, trace 6, PAN 20 (zeros on the left), amount 12.
 */
public record BatchRecords48(List<BatchRecord> records) {

  /** The most records one message holds. */
  public static final int MOST = 8;

  private static final int COUNT = 2;
  private static final int TRACE = 2;
  private static final int PAN = 8;
  private static final int AMOUNT = 28;
  private static final int RECORD = 40;

  public BatchRecords48 {
    records = List.copyOf(records);
    if (records.size() > MOST) {
      throw new IllegalArgumentException("a message holds at most " + MOST + " records");
    }
  }

  /**
   * @throws MalformedMessageException if the digits are not a count and that many records
   */
  public static BatchRecords48 decode(String digits) throws MalformedMessageException {
    if (digits.length() < COUNT || !Decimal.is(digits, 0, digits.length())) {
      throw new MalformedMessageException(48, "batch records are digits");
    }
    int count = Integer.parseInt(digits, 0, COUNT, 10);
    if (count > MOST || digits.length() != COUNT + count * RECORD) {
      throw new MalformedMessageException(48, "the count and the length of the records disagree");
    }
    List<BatchRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(record(digits.substring(COUNT + i * RECORD, COUNT + (i + 1) * RECORD)));
    }
    return new BatchRecords48(records);
  }

  private static BatchRecord record(String digits) throws MalformedMessageException {
    int pan = PAN;
    while (pan < AMOUNT && digits.charAt(pan) == '0') {
      pan++;
    }
    boolean domestic = digits.startsWith("00");
    int length = AMOUNT - pan;
    if ((!domestic && !digits.startsWith("01")) || length < 8 || length > 19) {
      throw new MalformedMessageException(48, "a batch record has no card type or PAN");
    }
    return new BatchRecord(
        !domestic,
        Stan.of(digits.substring(TRACE, PAN)),
        new Pan(digits.substring(pan, AMOUNT)),
        Long.parseLong(digits, AMOUNT, RECORD, 10));
  }

  public String encode() {
    StringBuilder digits = new StringBuilder(COUNT + records.size() * RECORD);
    digits.append(Digits.fixed(records.size(), COUNT));
    for (BatchRecord record : records) {
      String pan = record.pan().clear();
      digits
          .append(record.foreignCard() ? "01" : "00")
          .append(record.trace().digits())
          .repeat('0', AMOUNT - PAN - pan.length())
          .append(pan)
          .append(Digits.fixed(record.fen(), RECORD - AMOUNT));
    }
    return digits.toString();
  }
}
