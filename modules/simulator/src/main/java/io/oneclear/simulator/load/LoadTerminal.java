package io.oneclear.simulator.load;

import io.oneclear.security.TerminalKeys;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A signed-on terminal under load: purchases prepared but for trace, amount and MAC, one for each
 * of its cards. The pacer's thread only; the keys may be used by any.
 */
final class LoadTerminal {

  /** Behind TPDU, header, type, bitmap and processing code. */
  static final int AMOUNT_AT = AnswerScan.BODY + 13;

  static final int TRACE_AT = AMOUNT_AT + 6;

  private static final int MAC = 8;

  private final int index;
  private final TerminalKeys keys;
  private final List<byte[]> templates;
  private int nextTrace;

  LoadTerminal(int index, TerminalKeys keys, List<byte[]> templates, int firstTrace) {
    this.index = index;
    this.keys = keys;
    this.templates = templates;
    this.nextTrace = firstTrace;
  }

  int index() {
    return index;
  }

  TerminalKeys keys() {
    return keys;
  }

  /** The trace of the next purchase. */
  int trace() {
    return nextTrace;
  }

  /** The next purchase, ready to send. */
  byte[] purchase(RandomGenerator random) {
    byte[] frame = templates.get(random.nextInt(templates.size())).clone();
    // 1.00 to 9.49 yuan, never an amount that the scheme takes as a request for trouble.
    put(frame, AMOUNT_AT, 6, random.nextLong(1, 10) * 100 + random.nextLong(50));
    put(frame, TRACE_AT, 3, nextTrace);
    nextTrace = nextTrace == 999_999 ? 1 : nextTrace + 1;
    int end = frame.length - MAC;
    byte[] covered = new byte[end - AnswerScan.BODY];
    System.arraycopy(frame, AnswerScan.BODY, covered, 0, covered.length);
    System.arraycopy(keys.mac(covered), 0, frame, end, MAC);
    return frame;
  }

  private static void put(byte[] frame, int at, int bytes, long number) {
    long rest = number;
    for (int i = at + bytes - 1; i >= at; i--) {
      frame[i] = (byte) (rest / 10 % 10 << 4 | rest % 10);
      rest /= 100;
    }
  }
}
