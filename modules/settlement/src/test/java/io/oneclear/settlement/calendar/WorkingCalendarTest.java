package io.oneclear.settlement.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.merchant.SettlementCycle;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingCalendarTest {

  private static final WorkingCalendar CALENDAR =
      new WorkingCalendar(
          List.of(
              year(
                  2025,
                  "2025-01-01/2025-01-01 2025-01-28/2025-02-04 2025-10-01/2025-10-08",
                  "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11"),
              year(
                  2026,
                  "2026-01-01/2026-01-03 2026-02-15/2026-02-23 2026-05-01/2026-05-05"
                      + " 2026-10-01/2026-10-07",
                  "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10")));

  private static CalendarYear year(int year, String off, String worked) {
    Set<LocalDate> daysOff = new HashSet<>();
    for (String range : off.split(" ", -1)) {
      String[] ends = range.split("/", -1);
      LocalDate.parse(ends[0])
          .datesUntil(LocalDate.parse(ends[1]).plusDays(1))
          .forEach(daysOff::add);
    }
    return new CalendarYear(
        year, daysOff, Set.copyOf(Stream.of(worked.split(" ", -1)).map(LocalDate::parse).toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # business date | T+1 is paid | why
          2026-11-19 | 2026-11-20 | Thursday to Friday
          2026-11-20 | 2026-11-23 | Friday over the weekend
          2026-11-21 | 2026-11-23 | Saturday to Monday
          2026-11-22 | 2026-11-23 | Sunday to Monday
          2026-01-03 | 2026-01-04 | a working Sunday after New Year
          2026-02-13 | 2026-02-14 | a working Saturday before Spring Festival
          2026-02-14 | 2026-02-24 | the whole Spring Festival lies between
          2026-02-27 | 2026-02-28 | a working Saturday
          2026-02-28 | 2026-03-02 | from a working Saturday over Sunday
          2026-05-08 | 2026-05-09 | a working Saturday
          2026-09-30 | 2026-10-08 | National Day
          2026-10-09 | 2026-10-10 | a working Saturday
          2025-12-31 | 2026-01-04 | over the turn of the year
          """)
  void workingDayCycle(LocalDate businessDate, LocalDate paid, String why) {
    assertThat(CALENDAR.valueDate(SettlementCycle.T1, businessDate)).as(why).isEqualTo(paid);
  }

  @Test
  void calendarDayCyclePaysOnHolidaysToo() {
    assertThat(CALENDAR.valueDate(SettlementCycle.D1, LocalDate.of(2026, 2, 15)))
        .isEqualTo(LocalDate.of(2026, 2, 16));
  }

  @Test
  void aYearThatIsNotLoadedIsRefusedByName() {
    assertThatThrownBy(() -> CALENDAR.nextWorkingDay(LocalDate.of(2026, 12, 31)))
        .isInstanceOf(CalendarNotLoadedException.class)
        .hasMessage("the working calendar of 2027 is not loaded: add cfg/calendar/cn-2027.yaml");
  }

  @Test
  void aWorkingWeekendOnAWeekdayIsRefused() {
    assertThatThrownBy(() -> year(2026, "2026-01-01/2026-01-01", "2026-11-20"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-11-20 is a weekday");
  }

  @Test
  void aDayIsEitherWorkedOrOffAndOfItsYear() {
    assertThatThrownBy(() -> year(2026, "2026-02-14/2026-02-20", "2026-02-14"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("calendar: 2026-02-14 is both worked and off");
    assertThatThrownBy(() -> year(2026, "2025-12-31/2026-01-01", "2026-01-04"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("calendar of 2026: 2025-12-31 is elsewhere");
    assertThatThrownBy(() -> year(2026, "2026-01-01/2026-01-01", "2027-01-03"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("calendar of 2026: 2027-01-03 is elsewhere");
  }

  @Test
  void aYearIsThereOnce() {
    CalendarYear year = year(2026, "2026-01-01/2026-01-01", "2026-01-04");
    assertThatThrownBy(() -> new WorkingCalendar(List.of(year, year)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("calendar: the year 2026 is there twice");
    assertThat(new WorkingCalendar(List.of(year)).isWorkingDay(LocalDate.of(2026, 1, 4))).isTrue();
  }
}
