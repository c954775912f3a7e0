package io.oneclear.switching.stamp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The acquirer's local time, as fields 12 and 13 carry it: China has one time zone. The last second
 * asked for is kept, because thousands of messages share it.
 */
public final class LocalTimes {

  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static volatile Second last = Second.of(0);

  private LocalTimes() {}

  /** Field 12, hhmmss. */
  public static String time(Instant at) {
    return second(at).time;
  }

  /** Field 13, MMDD. */
  public static String date(Instant at) {
    return second(at).date;
  }

  public static LocalDate day(Instant at) {
    return second(at).day;
  }

  private static Second second(Instant at) {
    Second second = last;
    if (second.epochSecond != at.getEpochSecond()) {
      second = Second.of(at.getEpochSecond());
      last = second;
    }
    return second;
  }

  private record Second(long epochSecond, LocalDate day, String date, String time) {

    static Second of(long epochSecond) {
      ZonedDateTime local = Instant.ofEpochSecond(epochSecond).atZone(ZONE);
      return new Second(
          epochSecond,
          local.toLocalDate(),
          digits(local.getMonthValue() * 100 + local.getDayOfMonth(), 4),
          digits(local.getHour() * 10_000 + local.getMinute() * 100 + local.getSecond(), 6));
    }

    private static String digits(int number, int width) {
      String text = Integer.toString(number);
      return "0".repeat(width - text.length()) + text;
    }
  }
}
