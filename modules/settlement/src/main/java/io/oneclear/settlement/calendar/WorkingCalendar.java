package io.oneclear.settlement.calendar;

import io.oneclear.merchant.SettlementCycle;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which days are worked and when a business date is paid. Refuses days of years that are not loaded
 * with {@link CalendarNotLoadedException}.
 */
public final class WorkingCalendar {

  private final Map<Integer, CalendarYear> years = new HashMap<>();

  public WorkingCalendar(List<CalendarYear> years) {
    for (CalendarYear year : years) {
      if (this.years.put(year.year(), year) != null) {
        throw new IllegalArgumentException("calendar: the year " + year.year() + " is there twice");
      }
    }
  }

  public boolean isWorkingDay(LocalDate date) {
    CalendarYear year = years.get(date.getYear());
    if (year == null) {
      throw new CalendarNotLoadedException(date.getYear());
    }
    return year.isWorkingDay(date);
  }

  /** The first working day after {@code date}. */
  public LocalDate nextWorkingDay(LocalDate date) {
    LocalDate next = date.plusDays(1);
    while (!isWorkingDay(next)) {
      next = next.plusDays(1);
    }
    return next;
  }

  /** The day on which the money of a business date is paid. */
  public LocalDate valueDate(SettlementCycle cycle, LocalDate businessDate) {
    return switch (cycle) {
      case T1 -> nextWorkingDay(businessDate);
      case D1 -> businessDate.plusDays(1);
    };
  }
}
