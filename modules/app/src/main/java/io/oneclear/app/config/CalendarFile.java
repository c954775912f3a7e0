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

  /** A holiday, both days included. */
  record DaysOff(LocalDate from, LocalDate to) {

    DaysOff {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("days off from " + from + " end before they begin");
      }
    }
  }

  CalendarYear year(Path file) {
    Set<LocalDate> days = new HashSet<>();
    daysOff.forEach(
        holiday -> holiday.from().datesUntil(holiday.to().plusDays(1)).forEach(days::add));
    try {
      return new CalendarYear(year, days, workingWeekends);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(file + ": " + e.getMessage(), e);
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
