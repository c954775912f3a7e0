package io.oneclear.app.output;

import io.oneclear.message.Money;
import io.oneclear.store.journal.advice.AdviceLine;
import io.oneclear.store.journal.advice.AdviceLine.State;
import io.oneclear.switching.stamp.LocalTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Stored advices, one line each. */
public final class AdviceText {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(LocalTimes.ZONE);

  private AdviceText() {}

  public static List<String> lines(List<AdviceLine> advices, Instant now) {
    return advices.stream().map(advice -> line(advice, now)).toList();
  }

  private static String line(AdviceLine advice, Instant now) {
    return String.format(
        Locale.ROOT,
        "%d %-9s %-8s %s %s %s %s/%06d/%06d %s %s yuan, %d attempts%s, stored %s ago%s",
        advice.id(),
        advice.state(),
        advice.type(),
        advice.link(),
        advice.kind(),
        advice.merchant(),
        advice.terminal(),
        advice.batch(),
        advice.trace(),
        advice.card(),
        Money.cny(advice.amountFen()).yuan(),
        advice.attempts(),
        next(advice, now),
        age(advice, now),
        ended(advice));
  }

  private static String next(AdviceLine advice, Instant now) {
    if (advice.state() != State.QUEUED) {
      return "";
    }
    return advice.nextAttemptAt().isAfter(now)
        ? ", next at " + MOMENT.format(advice.nextAttemptAt())
        : ", due";
  }

  private static String age(AdviceLine advice, Instant now) {
    Duration age = Duration.between(advice.storedAt(), now);
    if (age.toDays() > 0) {
      return age.toDays() + "d" + age.toHoursPart() + "h";
    }
    return age.toHours() > 0
        ? age.toHours() + "h" + age.toMinutesPart() + "m"
        : age.toMinutes() + "m" + age.toSecondsPart() + "s";
  }

  private static String ended(AdviceLine advice) {
    String error = advice.lastError() == null ? "" : ", last: " + advice.lastError();
    return advice.responseCode() == null ? error : ", answered " + advice.responseCode();
  }

  /**
   * An advice for a program: plain values, moments in UTC as ISO 8601.
   *
   * @param batch six digits, as is the trace
   * @param card masked
   * @param lastError null if it was never tried
   * @param responseCode null until the scheme has answered for good
   */
  public record Json(
      long id,
      String state,
      String type,
      String link,
      String kind,
      String merchant,
      String terminal,
      String batch,
      String trace,
      String rrn,
      String card,
      long amountFen,
      int attempts,
      String nextAttemptAt,
      String lastError,
      String responseCode,
      String storedAt,
      long ageSeconds) {}

  public static List<Json> json(List<AdviceLine> advices, Instant now) {
    return advices.stream().map(advice -> json(advice, now)).toList();
  }

  private static Json json(AdviceLine advice, Instant now) {
    return new Json(
        advice.id(),
        advice.state().name(),
        advice.type().name(),
        advice.link(),
        advice.kind(),
        advice.merchant(),
        advice.terminal(),
        String.format(Locale.ROOT, "%06d", advice.batch()),
        String.format(Locale.ROOT, "%06d", advice.trace()),
        advice.rrn(),
        advice.card(),
        advice.amountFen(),
        advice.attempts(),
        advice.nextAttemptAt().toString(),
        advice.lastError(),
        advice.responseCode(),
        advice.storedAt().toString(),
        Duration.between(advice.storedAt(), now).toSeconds());
  }
}
