package io.oneclear.switching;

import io.oneclear.message.ResponseCode;
import java.time.Duration;

/** What the switch reports about itself. Called on the hot path: must be quick, never throws. */
public interface SwitchMetrics {

  /** Somebody has to look. */
  enum Alarm {
    /** A key that is in use came again with another amount, card or kind (refused, 94). */
    DUPLICATE_DIFFERS,
    /** A scheme's answer is about another amount or card than the request (reversed). */
    ANSWER_MISMATCH,
    /** An approval came after the time-out (its reversal is on its way). */
    LATE_APPROVAL,
    /** An approval that no terminal could be told of in time was undone. */
    UNHEARD_APPROVAL,
    /** The attempts of a stored advice are used up. */
    ADVICE_PARKED,
    /** The journal failed or was too slow. */
    JOURNAL,
    /** A terminal's keys or batch could not be stored (96). */
    TERMINALS,
    /** The security module refused a key or was out of reach. */
    SECURITY_MODULE,
    /** Requests were refused because too many were under way. */
    OVERLOAD,
    /** A defect: an exception nobody expected. */
    INTERNAL_ERROR
  }

  /** Where a transaction spends its time. */
  enum Hop {
    MAC,
    PIN,
    INTENT,
    UPSTREAM,
    OUTCOME
  }

  SwitchMetrics NONE =
      new SwitchMetrics() {
        @Override
        public void answered(String kind, String link, ResponseCode code, Duration took) {}

        @Override
        public void dropped(String kind, String reason) {}

        @Override
        public long hopBegins() {
          return 0;
        }

        @Override
        public void hop(Hop hop, long begun) {}

        @Override
        public void inFlight(int requests) {}

        @Override
        public void joined() {}

        @Override
        public void replayed() {}

        @Override
        public void alarm(Alarm alarm) {}

        @Override
        public void adviceAnswered(String link, ResponseCode code, boolean delivered) {}

        @Override
        public void adviceUnanswered(String link) {}

        @Override
        public void advicesUnderWay(int advices) {}
      };

  /**
   * @param kind of the request, e.g. {@code Purchase}
   * @param link that carried it; {@code none} if it was decided here
   */
  void answered(String kind, String link, ResponseCode code, Duration took);

  void dropped(String kind, String reason);

  /** A moment to be given to {@link #hop} when the hop has ended. */
  long hopBegins();

  /**
   * @param begun what {@link #hopBegins} said when it began
   */
  void hop(Hop hop, long begun);

  /** Requests under way, after each change. */
  void inFlight(int requests);

  /** A repeat waits for the request that is under way. */
  void joined();

  /** A repeat was answered from the journal. */
  void replayed();

  void alarm(Alarm alarm);

  /** A scheme answered a stored advice; {@code delivered} if that ends it. */
  void adviceAnswered(String link, ResponseCode code, boolean delivered);

  /** A stored advice timed out or could not be sent. */
  void adviceUnanswered(String link);

  /** Stored advices being sent now. */
  void advicesUnderWay(int advices);
}
