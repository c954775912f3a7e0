package io.oneclear.link;

/** What a terminal listener counts. Called on event loops: fast, and never throws. */
public interface FrontEndMetrics {

  /** Counts nothing. */
  FrontEndMetrics NONE = new FrontEndMetrics() {};

  default void connectionOpened() {}

  /** A connection was turned away before a byte was read. */
  default void connectionRefused(Refusal reason) {}

  default void connectionClosed(Close reason) {}

  /** A whole frame came in; bytes with its length prefix. */
  default void frameReceived(int bytes) {}

  /** An answer was written; bytes with its length prefix. */
  default void frameSent(int bytes) {}

  /** Requests handed to the handler and not finished changed by so many. */
  default void inFlight(int change) {}

  /** A handler gave no answer. The reason is a short constant of the handler's. */
  default void dropped(String reason) {}

  /** A handler answered (or dropped) a call that was finished already; nothing was sent. */
  default void answeredAgain() {}

  /** An answer was ready when its connection was gone. */
  default void answerUndeliverable() {}

  /** A connection was not read for a while: too many in flight, or its client does not read. */
  default void readingSuspended() {}

  /** Why a connection was turned away. */
  enum Refusal {
    TOTAL_LIMIT,
    ADDRESS_LIMIT,
    DRAINING
  }

  /** Why a connection was closed. */
  enum Close {
    PEER_CLOSED,
    EMPTY_FRAME,
    OVERSIZED_FRAME,
    TRUNCATED_FRAME,
    FRAME_DEADLINE,
    IDLE,
    NOT_READING,
    DROPPED,
    HANDLER_FAILED,
    TRANSPORT_FAILED,
    TLS_FAILED,
    DRAINED
  }
}
