package io.oneclear.link;

/**
 * One connection's callbacks, on its event loop: they must not block. An exception out of one
 * closes the connection.
 */
public interface FrameHandler {

  /** The connection is up. */
  default void opened(FrameConnection connection) {}

  /** A whole frame came, without its length prefix. */
  void frame(FrameConnection connection, byte[] frame);

  /**
   * Every frame that lay ready has been handed over; the next comes later. For those who work in
   * batches: what is sent from here leaves together.
   */
  default void caughtUp(FrameConnection connection) {}

  /** A frame of length 0 came. */
  default void keepAlive(FrameConnection connection) {}

  /** The connection is gone; nothing follows. */
  default void closed(FrameConnection connection, Ending ending) {}

  /** How a connection ended. */
  enum Ending {
    /** We closed it. */
    CLOSED_HERE,
    /** The other side closed it between two frames. */
    CLOSED_BY_PEER,
    /** The other side closed it inside a frame. */
    TRUNCATED,
    /** A length that is no number, or beyond the limit. */
    BAD_FRAME,
    /** Reset, or a callback failed. */
    FAILED
  }
}
