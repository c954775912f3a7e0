package io.oneclear.app.config;

import io.oneclear.settlement.calendar.CalendarYear;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code cfg/calendar/cn-YEAR.yaml}: one year's holiday arrangement. */
record CalendarFile(int year, List<DaysOff> daysOff, Set<LocalDate> workingWeekends) {

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2999;

  /** A holiday, both days included. */
  record DaysOff(LocalDate from, LocalDate to) {

    DaysOff {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("days off from " + from + " end before they begin");
      }
    }
  }

  CalendarYear year(Path file) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new ConfigException(
          "%s: year is %d; allowed is %d to %d".formatted(file, year, FIRST_YEAR, LAST_YEAR));
    }
    Set<LocalDate> days = new HashSet<>();
    for (DaysOff holiday : daysOff) {
      // Before its days are counted out: a mistyped year would be millions of them.
      if (holiday.from().getYear() != year || holiday.to().getYear() != year) {
        throw new ConfigException(
            "%s: days off from %s to %s are not of %d"
                .formatted(file, holiday.from(), holiday.to(), year));
      }
    }
    daysOff.forEach(
        holiday -> holiday.from().datesUntil(holiday.to().plusDays(1)).forEach(days::add));
    try {
      return new CalendarYear(year, days, workingWeekends);
    } catch (IllegalArgumentException e) {
      throw ConfigException.in(file, e.getMessage(), e);
    }
  }

  /** Every year there is a file for. */
  static List<CalendarYear> all(Path directory) {
    YamlRecords yaml = new YamlRecords();
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("cn-\\d{4}\\.yaml"))
          .sorted()
          .map(file -> yaml.read(file, CalendarFile.class).year(file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
