package io.oneclear.app.command;

import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Books;
import io.oneclear.message.Money;
import io.oneclear.settlement.PayoutStore.Repayment;
import io.oneclear.settlement.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repay}: a payout that the bank refused or sent back, once more. */
@Command(
    name = "repay",
    description =
        "Pays again what the bank refused or sent back (退票), under a new identity and to the"
            + " merchant's account that is verified now. Two people agree: --maker and --checker.",
    mixinStandardHelpOptions = true)
final class RepayCommand extends BooksCommand {

  @Parameters(
      paramLabel = "ID",
      description =
          "identity of the payout that came back, as 'item list' names it: OC, date, merchant,"
              + " attempt")
  private String endToEndId;

  @Option(names = "--maker", required = true, paramLabel = "NAME", description = "who proposes it")
  private String maker;

  @Option(
      names = "--checker",
      required = true,
      paramLabel = "NAME",
      description = "who agrees to it")
  private String checker;

  private final CommandLineOutput output;

  RepayCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  int work(Books books) {
    try {
      Repayment repayment = books.settlement().repay(endToEndId, maker, checker);
      output.line(
          "%s is paid again as %s, %s yuan, in %s; proposed by %s, agreed by %s"
              .formatted(
                  endToEndId,
                  repayment.endToEndId(),
                  Money.cny(repayment.file().totalFen()).yuan(),
                  repayment.file().name(),
                  maker,
                  checker));
      return 0;
    } catch (RefusedException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }
}
