package io.oneclear.app.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.message.Pan;
import io.oneclear.switching.route.Bin;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code route explain PAN}: where a card would go, and why. */
@Command(
    name = "route",
    description = "Where a card goes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class RouteCommand extends CommandGroup {

  private final CommandLineOutput output;

  RouteCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Command(
      name = "explain",
      description = "Where a card would go and why. The number is shown masked.",
      mixinStandardHelpOptions = true)
  int explain(
      @Parameters(paramLabel = "PAN", description = "card number, 13 to 19 digits") String number,
      @Option(names = "--json", description = "for a program") boolean json) {
    Callable<Pan> read = () -> new Pan(number);
    Pan pan = Arguments.read(read, "PAN: 13 to 19 digits are needed");
    List<Bin> matches = OneClearConfig.bins(Installation.find()).matches(pan);
    if (json) {
      output.json(new Explained(pan.masked(), pan.luhnValid(), matches));
    } else {
      print(pan, matches);
    }
    if (matches.isEmpty()) {
      throw new CommandFailure("no prefix of cfg/bins.yaml covers this card: it is declined 15");
    }
    return 0;
  }

  private void print(Pan pan, List<Bin> matches) {
    output.line(
        "card %s, %d digits, check digit %s"
            .formatted(pan.masked(), pan.length(), pan.luhnValid() ? "right" : "wrong"));
    for (Bin bin : matches) {
      output.line(
          "prefix %s: %s, %s, links %s"
              .formatted(
                  bin.prefix(), bin.issuer(), bin.product(), String.join(", ", bin.links())));
    }
    if (!matches.isEmpty()) {
      Bin chosen = matches.getLast();
      output.line(
          "prefix %s is the longest: the first of %s that is up"
              .formatted(chosen.prefix(), String.join(", ", chosen.links())));
    }
  }

  private record Explained(String card, boolean checkDigitRight, List<Bin> matches) {}
}
