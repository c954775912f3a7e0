package io.oneclear.link.scheme;

import io.oneclear.link.matching.LateKind;

/** What a scheme link counts. Implementations are fast and never throw. */
public interface LinkMetrics {

  /** Counts nothing. */
  LinkMetrics NONE = new LinkMetrics() {};

  /** How many connections of the link are signed on. */
  default void signedOn(String link, int connections) {}

  /** A TCP connection was lost or could not be made. */
  default void disconnected(String link, Disconnect reason) {}

  default void requestSent(String link) {}

  /** An answer reached its request, this long after it was sent. */
  default void answered(String link, long nanos) {}

  default void timedOut(String link) {}

  default void notSent(String link, NotSentReason reason) {}

  default void late(String link, LateKind kind) {}

  /** A message that was not believed or not understood. */
  default void refusedMessage(String link, Refusal reason) {}

  /** Why a connection ended. */
  enum Disconnect {
    CONNECT_FAILED,
    SIGN_ON_REFUSED,
    SIGN_ON_TIMED_OUT,
    ECHO_LOST,
    BAD_FRAME,
    PEER_CLOSED,
    STOPPED
  }

  /** Why a request was not sent. */
  enum NotSentReason {
    UNAVAILABLE,
    IN_FLIGHT_FULL,
    /** The scheme does not take what is written. */
    NOT_WRITABLE,
    /** A request with this identity is in flight. */
    ALREADY_OPEN,
    SECURITY_FAILED,
    /** A field does not fit the dialect. */
    NOT_ENCODABLE,
    /** Not ready before its time-out, or its connection went away before it was written. */
    TOO_LATE
  }

  /** Why an incoming message was put aside. */
  enum Refusal {
    MALFORMED,
    WRONG_MAC,
    MISSING_MAC,
    VERIFY_FAILED,
    /** The header's reject code says the scheme could not take our message. */
    HEADER_REJECTED,
    UNEXPECTED,
    /** More answers wait to be verified than may. */
    OVERLOADED
  }
}
