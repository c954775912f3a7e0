package io.oneclear.app.command;

import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.output.ItemText;
import io.oneclear.app.wiring.Books;
import io.oneclear.store.administration.ItemDesk.Item;
import io.oneclear.store.administration.ItemDesk.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code item}: differences that somebody has to work to an end. */
@Command(
    name = "item",
    description =
        "Open items: differences with an owner, until a person or a later step ends them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ItemCommand extends CommandGroup {

  static CommandLine of(CommandLineOutput output) {
    return new CommandLine(new ItemCommand())
        .addSubcommand(new Listing(output))
        .addSubcommand(new Resolve(output));
  }

  private ItemCommand() {}

  @Command(name = "list", description = "Items, one line each.", mixinStandardHelpOptions = true)
  private static final class Listing extends BooksCommand {

    private static final int MOST = 10_000;

    private final CommandLineOutput output;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        defaultValue = "OPEN",
        description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private State state;

    @Option(names = "--kind", paramLabel = "KIND", description = "only these")
    private String kind;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description =
            "at most so many: the oldest, or of what is closed the latest" + " (${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--json", description = "for a program")
    private boolean json;

    Listing(CommandLineOutput output) {
      this.output = output;
    }

    @Override
    int work(Books books) {
      if (limit < 1 || limit > MOST) {
        throw new CommandFailure("--limit: %d is not 1 to %d".formatted(limit, MOST));
      }
      List<Item> items = books.items().list(state, Optional.ofNullable(kind), limit);
      if (json) {
        output.json(ItemText.json(items));
      } else {
        ItemText.lines(items).forEach(output::line);
        output.line(items.size() + " items");
      }
      return 0;
    }
  }

  @Command(
      name = "resolve",
      description =
          "Ends open items. Money that is held because of one goes to its merchant with the next"
              + " posting.",
      mixinStandardHelpOptions = true)
  private static final class Resolve extends BooksCommand {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "numbers of items: all or none")
    private List<Long> ids;

    @Mixin private SignatureOptions signed;

    private final CommandLineOutput output;

    Resolve(CommandLineOutput output) {
      this.output = output;
    }

    @Override
    int work(Books books) {
      Set<Long> chosen = new TreeSet<>(ids);
      List<String> problems = books.items().resolve(chosen, signed.signature());
      if (!problems.isEmpty()) {
        throw new CommandFailure(String.join("; ", problems));
      }
      chosen.forEach(id -> output.line(id + " resolved"));
      return 0;
    }
  }
}
