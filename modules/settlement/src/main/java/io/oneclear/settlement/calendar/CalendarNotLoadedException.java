package io.oneclear.settlement.calendar;

/**
 * A day of a year whose holiday arrangement is not loaded was asked for. The notice for a year is
 * published in November of the year before; guessing would pay on a holiday.
 */
public final class CalendarNotLoadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CalendarNotLoadedException(int year) {
    super(
        "the working calendar of "
            + year
            + " is not loaded: add cfg/calendar/cn-"
            + year
            + ".yaml");
  }
}
