package io.oneclear.simulator.scheme.book;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Writes moments as ISO 8601 with milliseconds; a second's date and time are written once. */
public final class Moment {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private final ZoneId zone;
  private long second = Long.MIN_VALUE;
  private String before;
  private String after;

  public Moment(ZoneId zone) {
    this.zone = zone;
  }

  public String of(Instant instant) {
    if (instant.getEpochSecond() != second) {
      ZonedDateTime time = instant.atZone(zone);
      second = instant.getEpochSecond();
      before = time.format(SECOND) + ".";
      after = time.getOffset().getId();
    }
    int millis = instant.getNano() / 1_000_000;
    return before + millis / 100 + millis / 10 % 10 + millis % 10 + after;
  }
}
