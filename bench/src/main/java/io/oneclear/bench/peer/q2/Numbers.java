package io.oneclear.bench.peer.q2;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.jpos.iso.ISOUtil;

/** Trace and retrieval reference numbers of our own. */
final class Numbers {

  private static final int TRACES = 1_000_000;

  private final Clock clock;
  private final AtomicInteger next = new AtomicInteger();

  Numbers(Clock clock) {
    this.clock = clock;
  }

  /** Identity of one request to the scheme. */
  Stamp next() {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), clock.getZone());
    String trace = ISOUtil.zeropad(Math.floorMod(next.getAndIncrement(), TRACES), 6);
    String date = digits(now.getMonthValue()) + digits(now.getDayOfMonth());
    String time = digits(now.getHour()) + digits(now.getMinute()) + digits(now.getSecond());
    String day = ISOUtil.zeropad(now.getDayOfYear(), 3);
    return new Stamp(trace, date, time, now.getYear() % 10 + day + time.substring(0, 2) + trace);
  }

  private static String digits(int number) {
    return ISOUtil.zeropad(number, 2);
  }

  /**
   * @param trace field 11 to the scheme
   * @param date MMDD
   * @param time hhmmss
   * @param rrn field 37
   */
  record Stamp(String trace, String date, String time, String rrn) {

    /** Field 7 to the scheme. */
    String transmission() {
      return date + time;
    }
  }
}
