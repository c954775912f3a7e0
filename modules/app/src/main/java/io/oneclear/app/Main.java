package io.oneclear.app;

import io.oneclear.app.command.OneClearCommand;
import io.oneclear.app.output.CommandLineOutput;

/** The program. What can be typed is in {@link OneClearCommand}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(OneClearCommand.run(CommandLineOutput.standard(), args));
  }
}
