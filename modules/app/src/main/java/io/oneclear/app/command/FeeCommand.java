package io.oneclear.app.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.merchant.fee.FeePlan;
import io.oneclear.settlement.fee.FeeEngine;
import io.oneclear.settlement.fee.FeeInputs;
import io.oneclear.switching.stamp.LocalTimes;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fee explain}: how a fee comes about. */
@Command(
    name = "fee",
    description = "What a transaction costs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class FeeCommand extends CommandGroup {

  private final CommandLineOutput output;

  FeeCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Command(
      name = "explain",
      description =
          "How the fees of a purchase come about: merchant price, issuer, network, margin.",
      mixinStandardHelpOptions = true)
  int explain(
      @Option(names = "--plan", required = true, description = "code of a plan in cfg/fees")
          String plan,
      @Option(names = "--mcc", required = true, description = "merchant category, four digits")
          String mcc,
      @Option(names = "--product", required = true, description = "${COMPLETION-CANDIDATES}")
          CardProduct product,
      @Option(names = "--amount", required = true, description = "in yuan, such as 123.45")
          String amount,
      @Option(names = "--date", description = "business date; today if absent") LocalDate date,
      @Option(
              names = "--month-volume",
              defaultValue = "0",
              description = "what the merchant sold this month before, in yuan")
          String monthVolume,
      @Option(names = "--json", description = "for a program") boolean json) {
    FeeBook book = OneClearConfig.fees(Installation.find());
    List<String> plans = book.plans().stream().map(FeePlan::code).toList();
    if (!plans.contains(plan)) {
      throw new CommandFailure("--plan: '%s' is not one of %s".formatted(plan, plans));
    }
    LocalDate day = date == null ? LocalTimes.day(InstantSource.system().instant()) : date;
    FeeInputs inputs =
        new FeeInputs(
            plan, mcc, product, fen("--amount", amount), day, fen("--month-volume", monthVolume));
    List<String> lines = new FeeEngine(book, day).explain(inputs).lines();
    if (json) {
      output.json(lines);
    } else {
      lines.forEach(output::line);
    }
    return 0;
  }

  private static long fen(String option, String yuan) {
    return Arguments.read(
        () -> notNegative(new BigDecimal(yuan).movePointRight(2).longValueExact()),
        option + ": '" + yuan + "' is not an amount of 0 yuan or more with at most two decimals");
  }

  private static long notNegative(long fen) {
    if (fen < 0) {
      throw new IllegalArgumentException("negative");
    }
    return fen;
  }
}
