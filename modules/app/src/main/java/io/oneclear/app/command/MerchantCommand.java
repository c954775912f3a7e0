package io.oneclear.app.command;

import io.oneclear.app.administration.Enrolment;
import io.oneclear.app.config.MerchantFile;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Books;
import io.oneclear.merchant.SettlementAccount;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code merchant}: whom the node acquires for. */
@Command(
    name = "merchant",
    description = "Whom the node acquires for.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class MerchantCommand extends CommandGroup {

  static CommandLine of(CommandLineOutput output) {
    return new CommandLine(new MerchantCommand()).addSubcommand(new Load(output));
  }

  private MerchantCommand() {}

  @Command(
      name = "load",
      description =
          "Takes on the merchants of a file with their settlement accounts, all of them or none."
              + " One that exists already is refused, not changed.",
      mixinStandardHelpOptions = true)
  private static final class Load extends BooksCommand {

    private final CommandLineOutput output;

    @Parameters(paramLabel = "FILE", description = "YAML; docs/60-operations.md shows one")
    private Path file;

    Load(CommandLineOutput output) {
      this.output = output;
    }

    @Override
    int work(Books books) {
      MerchantFile merchants = MerchantFile.read(file);
      new Enrolment(books).enrol(merchants);
      for (MerchantFile.Entry entry : merchants.merchants()) {
        SettlementAccount account = entry.settlementAccount();
        output.line(
            "%s %s: plan %s, %s, account %s at %s, %s"
                .formatted(
                    entry.id(),
                    entry.name(),
                    entry.feePlan(),
                    entry.cycle(),
                    account.maskedNumber(),
                    account.bankCode(),
                    account.verified()
                        ? "verified " + entry.account().verifiedAt()
                        : "not verified: no payout until it is"));
      }
      output.line("%d loaded".formatted(merchants.merchants().size()));
      return 0;
    }
  }
}
