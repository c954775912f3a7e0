package io.oneclear.link.matching;

import io.oneclear.message.Stan;
import io.oneclear.message.upstream.UpstreamKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Fresh identities for messages of one node on one link: F7 + F11 + F32 + F33.
 *
 * <p>The trace number runs round within the node's range; together with the second of field 7 it
 * never repeats: if the clock is put back, or the range comes round within one second, field 7 goes
 * on from the latest second used. The first trace number is taken from the clock, so that a restart
 * within the same second goes on elsewhere in the range.
 */
public final class UpstreamKeys {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final InstantSource clock;
  private final String acquirer;
  private final String forwarder;
  private final int firstStan;
  private final int range;

  private long second = Long.MIN_VALUE;
  private String transmissionTime;
  private int usedInSecond;
  private int next;

  /**
   * @param acquirer field 32
   * @param forwarder field 33
   * @param firstStan first trace number of this node, from 1
   * @param lastStan last trace number of this node, to 999999
   */
  public UpstreamKeys(
      InstantSource clock, String acquirer, String forwarder, int firstStan, int lastStan) {
    if (firstStan < 1 || lastStan < firstStan || lastStan > 999_999) {
      throw new IllegalArgumentException(
          "trace numbers " + firstStan + " to " + lastStan + ": from 1 to 999999");
    }
    this.clock = clock;
    this.acquirer = acquirer;
    this.forwarder = forwarder;
    this.firstStan = firstStan;
    this.range = lastStan - firstStan + 1;
    this.next = Math.floorMod(clock.millis(), range);
  }

  public synchronized UpstreamKey next() {
    long now = Math.floorDiv(clock.millis(), 1_000);
    if (now > second) {
      use(now);
    } else if (usedInSecond == range) {
      use(second + 1);
    }
    usedInSecond++;
    int stan = firstStan + next;
    next = next + 1 == range ? 0 : next + 1;
    return new UpstreamKey(transmissionTime, new Stan(stan), acquirer, forwarder);
  }

  private void use(long newSecond) {
    second = newSecond;
    usedInSecond = 0;
    transmissionTime = format(newSecond);
  }

  /** MMDDhhmmss, local time of Shanghai. */
  private static String format(long epochSecond) {
    LocalDateTime time = Instant.ofEpochSecond(epochSecond).atZone(SHANGHAI).toLocalDateTime();
    char[] text = new char[10];
    put(text, 0, time.getMonthValue());
    put(text, 2, time.getDayOfMonth());
    put(text, 4, time.getHour());
    put(text, 6, time.getMinute());
    put(text, 8, time.getSecond());
    return new String(text);
  }

  private static void put(char[] text, int at, int number) {
    text[at] = (char) ('0' + number / 10);
    text[at + 1] = (char) ('0' + number % 10);
  }
}
