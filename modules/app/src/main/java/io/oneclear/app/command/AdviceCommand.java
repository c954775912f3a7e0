package io.oneclear.app.command;

import io.oneclear.app.output.AdviceText;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Books;
import io.oneclear.store.administration.Signature;
import io.oneclear.store.journal.AdviceDesk;
import io.oneclear.store.journal.AdviceDesk.Decided;
import io.oneclear.store.journal.advice.AdviceLine;
import io.oneclear.store.journal.advice.AdviceLine.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code advice}: what is stored for schemes until they accept it, and what they never accepted.
 */
@Command(
    name = "advice",
    description = "What is stored for schemes: reversals, and refunds whose answer is missing.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class AdviceCommand extends CommandGroup {

  static CommandLine of(CommandLineOutput output) {
    return new CommandLine(new AdviceCommand())
        .addSubcommand(new Listing(output))
        .addSubcommand(new Requeue(output))
        .addSubcommand(new Skip(output));
  }

  private AdviceCommand() {}

  @Command(
      name = "list",
      description = "Advices, one line each: those that wait or are parked, if no state is given.",
      mixinStandardHelpOptions = true)
  private static final class Listing extends BooksCommand {

    private static final int MOST = 10_000;

    private final CommandLineOutput output;

    @Option(names = "--state", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}")
    private State state;

    @Option(names = "--link", paramLabel = "L", description = "only those that go there")
    private String link;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description =
            "at most so many of a state: the oldest, or of what is done the latest"
                + " (${DEFAULT-VALUE})")
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
      List<State> states = state == null ? List.of(State.QUEUED, State.PARKED) : List.of(state);
      List<AdviceLine> advices = books.advices().list(states, Optional.ofNullable(link), limit);
      Instant now = books.site().clock().instant();
      if (json) {
        output.json(AdviceText.json(advices, now));
      } else {
        AdviceText.lines(advices, now).forEach(output::line);
        output.line(advices.size() + " advices");
      }
      return 0;
    }
  }

  /** A decision of a person about some advices, with a reason that is kept. */
  private abstract static class Decision extends BooksCommand {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "numbers of advices: all or none")
    private List<Long> ids;

    @Mixin private SignatureOptions signed;

    private final CommandLineOutput output;
    private final String done;

    Decision(CommandLineOutput output, String done) {
      this.output = output;
      this.done = done;
    }

    @Override
    final int work(Books books) {
      Set<Long> chosen = new TreeSet<>(ids);
      switch (decide(books.advices(), chosen, signed.signature())) {
        case AdviceDesk.Done() -> chosen.forEach(id -> output.line(id + " " + done));
        case AdviceDesk.Refused(String why) -> throw new CommandFailure(why);
      }
      return 0;
    }

    abstract Decided decide(AdviceDesk desk, Set<Long> advices, Signature signature);
  }

  @Command(
      name = "requeue",
      description =
          "Sends parked advices again, from the first attempt on and as what they were. A running"
              + " switch takes them up at its next look.",
      mixinStandardHelpOptions = true)
  private static final class Requeue extends Decision {

    Requeue(CommandLineOutput output) {
      super(output, "requeued");
    }

    @Override
    Decided decide(AdviceDesk desk, Set<Long> advices, Signature signature) {
      return desk.requeue(advices, signature);
    }
  }

  @Command(
      name = "skip",
      description =
          "Gives advices up: the scheme is not asked again, and their open items are settled by"
              + " hand. A refund is declined.",
      mixinStandardHelpOptions = true)
  private static final class Skip extends Decision {

    Skip(CommandLineOutput output) {
      super(output, "skipped; its open item is to be settled by hand");
    }

    @Override
    Decided decide(AdviceDesk desk, Set<Long> advices, Signature signature) {
      return desk.skip(advices, signature);
    }
  }
}
