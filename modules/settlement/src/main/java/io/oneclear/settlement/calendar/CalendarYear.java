package io.oneclear.settlement.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * The State Council's holiday arrangement for one year.
 *
 * @param daysOff days off, weekends among them or not
 * @param workingWeekends Saturdays and Sundays that are worked (调休)
 */
public record CalendarYear(int year, Set<LocalDate> daysOff, Set<LocalDate> workingWeekends) {

  public CalendarYear {
    daysOff = Set.copyOf(daysOff);
    workingWeekends = Set.copyOf(workingWeekends);
    for (LocalDate date : daysOff) {
      refuseOtherYear(year, date);
    }
    for (LocalDate date : workingWeekends) {
      refuseOtherYear(year, date);
      if (!isWeekend(date)) {
        throw new IllegalArgumentException("calendar: working weekend " + date + " is a weekday");
      }
      if (daysOff.contains(date)) {
        throw new IllegalArgumentException("calendar: " + date + " is both worked and off");
      }
    }
  }

  private static void refuseOtherYear(int year, LocalDate date) {
    if (date.getYear() != year) {
      throw new IllegalArgumentException("calendar of " + year + ": " + date + " is elsewhere");
    }
  }

  boolean isWorkingDay(LocalDate date) {
    return workingWeekends.contains(date) || !(isWeekend(date) || daysOff.contains(date));
  }

  private static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
