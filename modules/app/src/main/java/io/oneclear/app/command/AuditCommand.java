package io.oneclear.app.command;

import io.oneclear.app.output.AuditText;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Books;
import io.oneclear.store.audit.Finding;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit}: the money rules, proven on the live database. */
@Command(
    name = "audit",
    description = "Checks the money rules on the database, one line a rule. Exit 1 on a violation.",
    mixinStandardHelpOptions = true)
final class AuditCommand extends BooksCommand {

  private final CommandLineOutput output;

  @Option(names = "--json", description = "for a program")
  private boolean json;

  AuditCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  int work(Books books) {
    List<Finding> findings = books.audit();
    if (json) {
      output.json(findings);
    } else {
      AuditText.lines(findings).forEach(output::line);
    }
    return findings.stream().allMatch(Finding::clean) ? 0 : OneClearCommand.FOUND_WRONG;
  }
}
