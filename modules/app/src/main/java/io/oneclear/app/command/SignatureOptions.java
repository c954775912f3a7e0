package io.oneclear.app.command;

import io.oneclear.app.output.CommandFailure;
import io.oneclear.store.administration.Signature;
import picocli.CommandLine.Option;

/** Who decides something by hand, and why: options of every command that leaves that in the log. */
final class SignatureOptions {

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "kept in the administration's log; no card numbers")
  private String reason;

  @Option(names = "--by", paramLabel = "NAME", description = "who decides; you if absent")
  private String by = System.getProperty("user.name");

  /**
   * @throws CommandFailure if one of the two says nothing or holds what must not be kept
   */
  Signature signature() {
    try {
      return new Signature(by, reason);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }
}
