package io.oneclear.link;

/**
 * One frame from a terminal, waiting for its answer. Every method may be called from any thread.
 * The first of {@link #answer}, {@link #drop} and {@link #ignore} counts; later ones do nothing but
 * are counted. A call that is never finished keeps its place among the connection's in-flight
 * requests.
 */
public interface TerminalCall {

  /** The frame without its length prefix. Not to be changed. */
  byte[] frame();

  /** Where it came from, for the log: {@code address:port}. */
  String peer();

  /** Sends the answer back on the connection the frame came from; not to be changed afterwards. */
  void answer(byte[] frame);

  /**
   * Gives no answer and closes the connection: for what cannot be a terminal of ours.
   *
   * @param reason a short constant, counted as it is
   */
  void drop(String reason);

  /**
   * Gives no answer and leaves the connection open, so that the other terminals on it are not hurt.
   *
   * @param reason a short constant, counted as it is
   */
  void ignore(String reason);
}
