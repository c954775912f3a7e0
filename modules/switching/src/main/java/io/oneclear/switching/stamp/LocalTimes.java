package io.oneclear.switching.stamp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The acquirer's local time, as fields 12 and 13 carry it: China has one time zone. */
public final class LocalTimes {

  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private LocalTimes() {}

  /** Field 12, hhmmss. */
  public static String time(Instant at) {
    ZonedDateTime local = at.atZone(ZONE);
    return digits(local.getHour() * 10_000 + local.getMinute() * 100 + local.getSecond(), 6);
  }

  /** Field 13, MMDD. */
  public static String date(Instant at) {
    ZonedDateTime local = at.atZone(ZONE);
    return digits(local.getMonthValue() * 100 + local.getDayOfMonth(), 4);
  }

  public static LocalDate day(Instant at) {
    return at.atZone(ZONE).toLocalDate();
  }

  private static String digits(int number, int width) {
    String text = Integer.toString(number);
    return "0".repeat(width - text.length()) + text;
  }
}
