package io.oneclear.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The system's signals, sent with its own {@code kill}. */
final class Signals {

  private Signals() {}

  /**
   * Sends a signal and returns when it is sent.
   *
   * @param signal its name without SIG
   * @return false if there is no such process
   */
  static boolean send(String signal, long pid) {
    try {
      return new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending a signal", e);
    }
  }
}
