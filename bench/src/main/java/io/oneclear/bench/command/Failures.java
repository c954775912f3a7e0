package io.oneclear.bench.command;

import io.oneclear.app.output.CommandLineOutput;

/** Exit codes, the same as those of {@code oneclear}, and what is said when it cannot be done. */
final class Failures {

  static final int FOUND_WRONG = 1;
  private static final int CANNOT = 3;

  private Failures() {}

  static int tell(CommandLineOutput output, Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    output.complain(message.strip().replaceAll("\\s*\\R\\s*", " "));
    return CANNOT;
  }
}
