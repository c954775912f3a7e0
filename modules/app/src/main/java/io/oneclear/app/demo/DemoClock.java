package io.oneclear.app.demo;

import io.oneclear.app.output.CommandFailure;
import io.oneclear.settlement.calendar.CalendarYear;
import io.oneclear.switching.stamp.LocalTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The clock of a demo. It is the system's, unless the calendar of the days ahead is not loaded: the
 * notice for a year appears in November of the year before, and guessing holidays is not done. Then
 * the demo plays on 1 December of the last year that is loaded, at the present time of day.
 */
final class DemoClock {

  private static final int DAYS_AHEAD = 15;
  private static final int DECEMBER = 12;

  private DemoClock() {}

  static Clock choose(Clock system, List<CalendarYear> years) {
    Set<Integer> loaded = years.stream().map(CalendarYear::year).collect(Collectors.toSet());
    if (loaded.isEmpty()) {
      throw new CommandFailure("cfg/calendar holds no year: add cn-YEAR.yaml");
    }
    Instant now = system.instant();
    LocalDate today = LocalTimes.day(now);
    if (loaded.contains(today.getYear()) && loaded.contains(today.plusDays(DAYS_AHEAD).getYear())) {
      return system;
    }
    int last = loaded.stream().max(Integer::compare).orElseThrow();
    ZonedDateTime there = now.atZone(LocalTimes.ZONE).with(LocalDate.of(last, DECEMBER, 1));
    return Clock.offset(system, Duration.between(now, there.toInstant()));
  }
}
