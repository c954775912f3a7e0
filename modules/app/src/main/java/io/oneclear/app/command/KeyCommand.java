package io.oneclear.app.command;

import io.oneclear.app.administration.Components;
import io.oneclear.app.administration.KeyCustody;
import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Books;
import io.oneclear.app.wiring.MasterKeys;
import io.oneclear.store.Registry.LinkKeyUsage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key}: the node's master keys and its links' keys. */
@Command(
    name = "key",
    description = "The node's master keys and its links' keys.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class KeyCommand extends CommandGroup {

  /** Of a double-length key, the only kind that may encrypt others. */
  static final int DOUBLE = 16;

  static final int SINGLE = 8;

  static CommandLine of(CommandLineOutput output, KeyInput input) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new NewMaster(output))
        .addSubcommand(new Load(output, input));
  }

  private KeyCommand() {}

  @Command(
      name = "new-master",
      description =
          "Makes the files of the master key and of the secret that protects card numbers, mode"
              + " 600. Never overwrites one.",
      mixinStandardHelpOptions = true)
  private static final class NewMaster implements Callable<Integer> {

    private final CommandLineOutput output;

    @Option(names = "--data", paramLabel = "DIR", description = "the node's data directory (var)")
    private Path data;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "a setting of cfg/oneclear.yaml, such as security.masterKey=/safe/lmk")
    private Map<String, String> settings = new HashMap<>();

    NewMaster(CommandLineOutput output) {
      this.output = output;
    }

    @Override
    public Integer call() {
      Installation installation = Installation.find();
      OneClearConfig config = OneClearConfig.read(installation, settings);
      DataDirectory directory =
          new DataDirectory(data == null ? installation.root().resolve("var") : data);
      MasterKeys.create(config, directory, new SecureRandom())
          .forEach(file -> output.line("made " + file));
      output.line("keep a copy of both in a safe: without them the database cannot be used");
      return 0;
    }
  }

  @Command(
      name = "load",
      description =
          "Takes in a key of a link from standard input, in hexadecimal digits. ZMK: two or three"
              + " components, one a line. ZPK, ZAK: one line, encrypted (ECB) under the ZMK. At a"
              + " terminal they are asked for and not shown.",
      mixinStandardHelpOptions = true)
  private static final class Load extends BooksCommand {

    private final CommandLineOutput output;
    private final KeyInput input;

    @Option(
        names = "--link",
        required = true,
        paramLabel = "NAME",
        description = "a section of links in cfg/oneclear.yaml")
    private String link;

    @Option(names = "--usage", required = true, description = "${COMPLETION-CANDIDATES}")
    private LinkKeyUsage usage;

    @Option(
        names = "--check-value",
        paramLabel = "KCV",
        description = "six digits the other side told; a key with another one is not stored")
    private String expected;

    Load(CommandLineOutput output, KeyInput input) {
      this.output = output;
      this.input = input;
    }

    @Override
    int work(Books books) {
      KeyCustody custody = new KeyCustody(books, new SecureRandom());
      custody.expect(link, usage);
      boolean before = books.registry().linkKey(link, usage).isPresent();
      String checkValue = take(custody);
      output.line("link %s: %s stored, check value %s".formatted(link, usage, checkValue));
      if (before) {
        output.line("it replaces the one before; a running server uses it from its next start on");
      }
      return 0;
    }

    private String take(KeyCustody custody) {
      Optional<String> told = Optional.ofNullable(expected);
      return switch (usage) {
        case ZMK ->
            custody.takeExchangeKey(link, Components.combine(input.components(2, 3, DOUBLE)), told);
        case ZPK, ZAK ->
            custody.takeWorkingKey(link, usage, input.encrypted(Set.of(SINGLE, DOUBLE)), told);
      };
    }
  }
}
