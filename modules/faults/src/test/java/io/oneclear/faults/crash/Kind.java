package io.oneclear.faults.crash;

import static io.oneclear.message.crash.CrashPoint.ADVICE_ANSWERED;
import static io.oneclear.message.crash.CrashPoint.ADVICE_LEASED;
import static io.oneclear.message.crash.CrashPoint.ADVICE_REPORT_AFTER_COMMIT;
import static io.oneclear.message.crash.CrashPoint.ADVICE_REPORT_BEFORE_COMMIT;
import static io.oneclear.message.crash.CrashPoint.ADVICE_REPORT_ENQUEUED;
import static io.oneclear.message.crash.CrashPoint.ANSWER_DECIDED;
import static io.oneclear.message.crash.CrashPoint.ANSWER_FLUSHED;
import static io.oneclear.message.crash.CrashPoint.ANSWER_WRITTEN;
import static io.oneclear.message.crash.CrashPoint.BEFORE_SEND;
import static io.oneclear.message.crash.CrashPoint.INTENT_AFTER_COMMIT;
import static io.oneclear.message.crash.CrashPoint.INTENT_BEFORE_COMMIT;
import static io.oneclear.message.crash.CrashPoint.INTENT_ENQUEUED;
import static io.oneclear.message.crash.CrashPoint.KEYS_MADE;
import static io.oneclear.message.crash.CrashPoint.LATE_ANSWER;
import static io.oneclear.message.crash.CrashPoint.LATE_ANSWER_NOTED;
import static io.oneclear.message.crash.CrashPoint.LINK_ANSWER_MATCHED;
import static io.oneclear.message.crash.CrashPoint.LINK_ANSWER_RECEIVED;
import static io.oneclear.message.crash.CrashPoint.LINK_FLUSHED;
import static io.oneclear.message.crash.CrashPoint.LINK_WRITTEN;
import static io.oneclear.message.crash.CrashPoint.OUTCOME_AFTER_COMMIT;
import static io.oneclear.message.crash.CrashPoint.OUTCOME_BEFORE_COMMIT;
import static io.oneclear.message.crash.CrashPoint.OUTCOME_ENQUEUED;
import static io.oneclear.message.crash.CrashPoint.REQUEST_CHECKED;
import static io.oneclear.message.crash.CrashPoint.REQUEST_RECEIVED;
import static io.oneclear.message.crash.CrashPoint.REVERSAL_AFTER_COMMIT;
import static io.oneclear.message.crash.CrashPoint.REVERSAL_BEFORE_COMMIT;
import static io.oneclear.message.crash.CrashPoint.REVERSAL_ENQUEUED;
import static io.oneclear.message.crash.CrashPoint.TERMINAL_AFTER_COMMIT;
import static io.oneclear.message.crash.CrashPoint.TERMINAL_BEFORE_COMMIT;
import static io.oneclear.message.crash.CrashPoint.TIME_OUT_AFTER_COMMIT;
import static io.oneclear.message.crash.CrashPoint.TIME_OUT_BEFORE_COMMIT;
import static io.oneclear.message.crash.CrashPoint.TIME_OUT_ENQUEUED;
import static io.oneclear.message.crash.CrashPoint.TIME_OUT_FIRED;

import io.oneclear.message.crash.CrashPoint;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind of message, and every crash point on its way from the terminal's request until nothing is
 * left to be done about it. Every other point is not on its way.
 */
enum Kind {
  /** Working keys. */
  SIGN_ON(REQUEST_RECEIVED, REQUEST_CHECKED, KEYS_MADE),
  PURCHASE(Way.OUT_AND_BACK),
  /** Over the merchant's limit: decided here, and journalled. */
  PURCHASE_REFUSED_HERE(Way.JOURNALLED),
  /** Refused by the scheme for want of money. */
  PURCHASE_DECLINED(Way.OUT_AND_BACK),
  VOID(Way.OUT_AND_BACK),
  REFUND(Way.OUT_AND_BACK),
  BALANCE(Way.OUT_AND_BACK),
  /** The terminal's 0400, and its delivery to the scheme. */
  REVERSAL(
      Way.DELIVERED,
      REQUEST_RECEIVED,
      REQUEST_CHECKED,
      REVERSAL_ENQUEUED,
      REVERSAL_BEFORE_COMMIT,
      REVERSAL_AFTER_COMMIT),
  /** Timed out; its answer comes late, its reversal is delivered. */
  PURCHASE_TIMED_OUT(Way.TIMED_OUT_AND_LATE),
  /** Timed out; asked again by store-and-forward. */
  REFUND_TIMED_OUT(Way.TIMED_OUT_AND_LATE),
  SETTLEMENT(REQUEST_RECEIVED, REQUEST_CHECKED),
  UPLOAD(REQUEST_RECEIVED, REQUEST_CHECKED),
  UPLOAD_END(REQUEST_RECEIVED, REQUEST_CHECKED);

  private final Set<CrashPoint> points;

  Kind(CrashPoint... own) {
    points = EnumSet.of(ANSWER_DECIDED, ANSWER_WRITTEN, ANSWER_FLUSHED);
    points.addAll(Set.of(own));
    points.add(TERMINAL_BEFORE_COMMIT);
    points.add(TERMINAL_AFTER_COMMIT);
  }

  Kind(Way way, CrashPoint... own) {
    points = EnumSet.of(ANSWER_DECIDED, ANSWER_WRITTEN, ANSWER_FLUSHED);
    points.addAll(way.points);
    points.addAll(Set.of(own));
  }

  /** The points on its way. */
  Set<CrashPoint> onItsWay() {
    return points;
  }

  /** The points that are not. */
  Set<CrashPoint> elsewhere() {
    return EnumSet.complementOf(EnumSet.copyOf(points));
  }

  /** Which passage of the point is this message's, counted from when the drill is armed. */
  int passage(CrashPoint point) {
    return switch (this) {
      // One after the other: 0500, 0320 with records, 0320 at the end.
      case UPLOAD -> 2;
      case UPLOAD_END -> 3;
      default -> 1;
    };
  }

  /** Pieces of the ways, so that none is written down twice. */
  private enum Way {
    JOURNALLED(
        null,
        REQUEST_RECEIVED,
        REQUEST_CHECKED,
        INTENT_ENQUEUED,
        INTENT_BEFORE_COMMIT,
        INTENT_AFTER_COMMIT),
    OUT(JOURNALLED, BEFORE_SEND, LINK_WRITTEN, LINK_FLUSHED),
    OUT_AND_BACK(
        OUT,
        LINK_ANSWER_RECEIVED,
        LINK_ANSWER_MATCHED,
        OUTCOME_ENQUEUED,
        OUTCOME_BEFORE_COMMIT,
        OUTCOME_AFTER_COMMIT),
    DELIVERED(
        null,
        ADVICE_LEASED,
        LINK_WRITTEN,
        LINK_FLUSHED,
        LINK_ANSWER_RECEIVED,
        LINK_ANSWER_MATCHED,
        ADVICE_ANSWERED,
        ADVICE_REPORT_ENQUEUED,
        ADVICE_REPORT_BEFORE_COMMIT,
        ADVICE_REPORT_AFTER_COMMIT),
    TIMED_OUT_AND_LATE(
        OUT,
        TIME_OUT_FIRED,
        TIME_OUT_ENQUEUED,
        TIME_OUT_BEFORE_COMMIT,
        TIME_OUT_AFTER_COMMIT,
        LATE_ANSWER,
        LATE_ANSWER_NOTED,
        ADVICE_LEASED,
        LINK_ANSWER_RECEIVED,
        LINK_ANSWER_MATCHED,
        ADVICE_ANSWERED,
        ADVICE_REPORT_ENQUEUED,
        ADVICE_REPORT_BEFORE_COMMIT,
        ADVICE_REPORT_AFTER_COMMIT);

    private final EnumSet<CrashPoint> points;

    Way(Way begin, CrashPoint... then) {
      points = begin == null ? EnumSet.noneOf(CrashPoint.class) : EnumSet.copyOf(begin.points);
      Stream.of(then).forEach(points::add);
    }
  }
}
