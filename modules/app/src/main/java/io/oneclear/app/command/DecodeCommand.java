package io.oneclear.app.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.printer.MessagePrinter;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code decode HEX}: what a message says. */
@Command(
    name = "decode",
    description =
        "What a message of a terminal or a scheme says, masked, field names in English and"
            + " Chinese.",
    mixinStandardHelpOptions = true)
final class DecodeCommand implements Callable<Integer> {

  private final CommandLineOutput output;

  @Parameters(
      paramLabel = "HEX",
      arity = "1..*",
      description = "the message, with or without length, TPDU and header")
  private List<String> hex;

  @Option(names = "--json", description = "for a program")
  private boolean json;

  DecodeCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    byte[] message =
        Arguments.read(
            () -> HexFormat.of().parseHex(String.join("", hex).replaceAll("\\s", "")),
            "HEX: an even number of hexadecimal digits is needed");
    Installation installation = Installation.find();
    Dialects dialects = Dialects.load(installation);
    MessagePrinter printer =
        new MessagePrinter(
            dialects.pos(), dialects.cups(), OneClearConfig.responseCodes(installation));
    List<String> lines = describe(printer, message);
    if (json) {
      output.json(lines);
    } else {
      lines.forEach(output::line);
    }
    return 0;
  }

  private static List<String> describe(MessagePrinter printer, byte[] message) {
    try {
      return printer.describe(message).lines().toList();
    } catch (MalformedMessageException e) {
      throw new CommandFailure("this is no message of a known dialect: " + e.getMessage(), e);
    }
  }
}
