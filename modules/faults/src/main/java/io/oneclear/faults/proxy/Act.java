package io.oneclear.faults.proxy;

import java.time.Duration;

/** What happens to one frame. */
public sealed interface Act {

  Act PASS = new Pass();
  Act DROP = new Drop();

  /** It goes on as it came. */
  record Pass() implements Act {}

  /** It is lost; the connection stays. */
  record Drop() implements Act {}

  /** It is held back, and everything behind it waits: a slow line. */
  record Delay(Duration by) implements Act {}

  /** It is held back alone; what comes behind overtakes it. */
  record Overtaken(Duration by) implements Act {}

  /** It arrives so many times. */
  record Repeated(int times) implements Act {}

  /** It is held until the next frame of this direction and connection has gone by. */
  record Swapped() implements Act {}

  /** Other bytes arrive in its place, length and all. */
  @SuppressWarnings("ArrayRecordComponent")
  record Replaced(byte[] bytes) implements Act {}

  /** It arrives one byte a packet. */
  record Trickled(Duration between) implements Act {}

  /**
   * The connection ends in it.
   *
   * @param bytes so many of it still arrive; 0 cuts before it, its length or more behind it
   * @param reset RST, with SO_LINGER 0; otherwise FIN
   */
  record Broken(int bytes, boolean reset) implements Act {}

  /** It and everything behind it in this direction is swallowed; the connection stays open. */
  record HalfOpened() implements Act {}
}
