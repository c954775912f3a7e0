package io.oneclear.switching;

/**
 * Where the answer to one frame goes. The switch calls exactly one of them, once, from any thread;
 * neither may block.
 */
public interface Reply {

  /**
   * @param frame the answer, without length prefix
   */
  void send(byte[] frame);

  /**
   * No answer, on purpose. The connection stays: other terminals may share it, and this one
   * repeats.
   *
   * @param reason a few words for counters and logs, no data of the request
   */
  void drop(String reason);

  /**
   * No answer is possible, because the bytes are no message: whoever sends them is cut off.
   *
   * @param reason a few words for counters and logs, no data of the request
   */
  void hangUp(String reason);
}
