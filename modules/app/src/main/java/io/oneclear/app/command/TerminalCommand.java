package io.oneclear.app.command;

import io.oneclear.app.administration.Components;
import io.oneclear.app.administration.KeyCustody;
import io.oneclear.app.administration.KeyCustody.NewTerminal;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Books;
import io.oneclear.merchant.Terminal.KeyAlgorithm;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terminal}: the devices of the merchants. */
@Command(
    name = "terminal",
    description = "The devices of the merchants.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TerminalCommand extends CommandGroup {

  static CommandLine of(CommandLineOutput output, KeyInput input) {
    return new CommandLine(new TerminalCommand()).addSubcommand(new Add(output, input));
  }

  private TerminalCommand() {}

  @Command(
      name = "add",
      description =
          "Gives a device a terminal code and its master key (TMK), which is read from standard"
              + " input as two components in hexadecimal digits, one a line. At a terminal they are"
              + " asked for and not shown.",
      mixinStandardHelpOptions = true)
  private static final class Add extends BooksCommand {

    private final CommandLineOutput output;
    private final KeyInput input;

    @Parameters(paramLabel = "TERMINAL_ID", description = "8 digits or letters")
    private String terminal;

    @Option(names = "--merchant", required = true, paramLabel = "ID", description = "its merchant")
    private String merchant;

    @Option(
        names = "--serial",
        required = true,
        paramLabel = "S",
        description = "serial number of the device: one device, one code")
    private String serial;

    @Option(
        names = "--algorithm",
        required = true,
        paramLabel = "3DES|DES",
        description = "length of its keys: 16 or 8 bytes")
    private String algorithm;

    @Option(
        names = "--check-value",
        paramLabel = "KCV",
        description = "six digits the device shows; a key with another one is not stored")
    private String expected;

    Add(CommandLineOutput output, KeyInput input) {
      this.output = output;
      this.input = input;
    }

    @Override
    int work(Books books) {
      NewTerminal wanted = wanted();
      KeyCustody custody = new KeyCustody(books, new SecureRandom());
      custody.expect(wanted.id(), wanted.merchant(), wanted.serialNumber());
      int length = wanted.algorithm() == KeyAlgorithm.DES ? KeyCommand.SINGLE : KeyCommand.DOUBLE;
      String checkValue =
          custody.addTerminal(
              wanted,
              Components.combine(input.components(2, 2, length)),
              Optional.ofNullable(expected));
      output.line(
          "terminal %s of merchant %s added, TMK check value %s"
              .formatted(wanted.id(), wanted.merchant(), checkValue));
      return 0;
    }

    private NewTerminal wanted() {
      if (!terminal.matches("[0-9A-Za-z]{8}")) {
        throw new CommandFailure("TERMINAL_ID: 8 digits or letters are needed");
      }
      MerchantId id =
          Arguments.read(() -> new MerchantId(merchant), "--merchant: 15 characters are needed");
      return new NewTerminal(new TerminalId(terminal), id, serial, keyAlgorithm());
    }

    private KeyAlgorithm keyAlgorithm() {
      return switch (algorithm.toUpperCase(Locale.ROOT)) {
        case "3DES" -> KeyAlgorithm.TDES;
        case "DES" -> KeyAlgorithm.DES;
        default ->
            throw new CommandFailure("--algorithm: '%s' is not 3DES or DES".formatted(algorithm));
      };
    }
  }
}
