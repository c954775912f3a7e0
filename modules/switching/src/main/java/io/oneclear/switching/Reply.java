package io.oneclear.switching;

/**
 * Where the answer to one frame goes. The switch calls exactly one of the two, once, from any
 * thread; neither may block.
 */
public interface Reply {

  /**
   * @param frame the answer, without length prefix
   */
  void send(byte[] frame);

  /**
   * No answer, on purpose.
   *
   * @param reason a few words for counters and logs, no data of the request
   */
  void drop(String reason);
}
