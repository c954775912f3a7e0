package io.oneclear.app.command;

import io.oneclear.app.config.ConfigException;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.message.crash.CrashDrill;
import io.oneclear.settlement.Checkpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program's own name: everything it does is a subcommand. */
@Command(
    name = "oneclear",
    description = "An ISO 8583 acquiring switch and direct-settlement server.",
    mixinStandardHelpOptions = true,
    versionProvider = OneClearCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:done, and something is wrong: a rule is violated or a fen does not tie",
      "2:wrong usage",
      "3:could not be done; the message says what to do"
    })
public final class OneClearCommand implements Runnable {

  static final int FOUND_WRONG = 1;
  static final int WRONG_USAGE = 2;
  static final int CANNOT = 3;

  /** Set in the environment to see where an unexpected error came from. */
  private static final String DEBUG = "ONECLEAR_DEBUG";

  @Spec private CommandSpec spec;

  private OneClearCommand() {}

  /** Runs one command line and returns its exit code. */
  public static int run(CommandLineOutput output, String... args) {
    return run(output, KeyInput.standard(), args);
  }

  static int run(CommandLineOutput output, KeyInput input, String... args) {
    Optional<String> noDrill = CrashDrill.refusal(Checkpoint.places());
    if (noDrill.isPresent()) {
      output.complain(noDrill.get());
      return WRONG_USAGE;
    }
    CommandLine line = new CommandLine(new OneClearCommand());
    subcommands(output, input).forEach(line::addSubcommand);
    line.setOut(output.writer());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(LocalDate.class, OneClearCommand::date);
    line.setParameterExceptionHandler((e, _) -> wrongUsage(output, e));
    line.setExecutionExceptionHandler((e, _, _) -> failed(output, e));
    return line.execute(args);
  }

  private static List<Object> subcommands(CommandLineOutput output, KeyInput input) {
    return List.of(
        new DemoCommand(output),
        new ServeCommand(output),
        new SettleCommand(output),
        new RepayCommand(output),
        new AuditCommand(output),
        KeyCommand.of(output, input),
        MerchantCommand.of(output),
        TerminalCommand.of(output, input),
        AdviceCommand.of(output),
        ItemCommand.of(output),
        new LoadCommand(output),
        new SchemeCommand(output),
        new SimulateCommand(output),
        new DecodeCommand(output),
        new RouteCommand(output),
        new FeeCommand(output));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is not a date such as 2026-01-31");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }

  private static int wrongUsage(CommandLineOutput output, ParameterException e) {
    output.complain(
        "%s; see %s --help"
            .formatted(
                oneLine(e.getMessage()), e.getCommandLine().getCommandSpec().qualifiedName()));
    return WRONG_USAGE;
  }

  private static int failed(CommandLineOutput output, Exception e) {
    switch (e) {
      case CommandFailure _, ConfigException _ -> output.complain(oneLine(e.getMessage()));
      default ->
          output.complain(
              "%s%s (%s; %s=1 shows where)"
                  .formatted(
                      oneLine(e.getMessage()), because(e), e.getClass().getSimpleName(), DEBUG));
    }
    if (System.getenv(DEBUG) != null) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      output.complain(trace.toString());
    }
    return CANNOT;
  }

  /** What the system said, such as that a disk is full: it is the innermost cause. */
  private static String because(Exception e) {
    String why = "";
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && cause.getMessage() != null) {
        why = ": " + oneLine(cause.getMessage());
      }
    }
    return why;
  }

  private static String oneLine(String message) {
    return message == null ? "failed" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** From the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = OneClearCommand.class.getPackage().getImplementationVersion();
      return new String[] {"OneClear " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
