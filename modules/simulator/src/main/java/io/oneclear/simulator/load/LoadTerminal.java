package io.oneclear.simulator.load;

import io.oneclear.security.TerminalKeys;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A signed-on terminal under load: purchases prepared but for trace, amount and MAC, one for each
 * of its cards. The PIN block of a card is part of what is prepared: its key stays the same until
 * the next sign-on. The MAC covers trace and amount and is made for every purchase.
 *
 * @param number its eight characters, as {@link AnswerScan#terminal} has them
 */
record LoadTerminal(long number, TerminalKeys keys, List<byte[]> templates) {

  /** Behind TPDU, header, type, bitmap and processing code. */
  static final int AMOUNT_AT = AnswerScan.BODY + 13;

  static final int TRACE_AT = AMOUNT_AT + 6;

  private static final int MAC = 8;

  /** A purchase under this trace, ready to send. The array is the terminal's: copy it. */
  byte[] purchase(int trace, RandomGenerator random) {
    byte[] frame = templates.get(random.nextInt(templates.size()));
    // 1.00 to 9.49 yuan, never an amount that the scheme takes as a request for trouble.
    put(frame, AMOUNT_AT, 6, random.nextInt(1, 10) * 100 + random.nextInt(50));
    put(frame, TRACE_AT, 3, trace);
    int end = frame.length - MAC;
    byte[] mac = keys.mac(Arrays.copyOfRange(frame, AnswerScan.BODY, end));
    System.arraycopy(mac, 0, frame, end, MAC);
    return frame;
  }

  private static void put(byte[] frame, int at, int bytes, int number) {
    int rest = number;
    for (int i = at + bytes - 1; i >= at; i--) {
      frame[i] = (byte) (rest / 10 % 10 << 4 | rest % 10);
      rest /= 100;
    }
  }
}
