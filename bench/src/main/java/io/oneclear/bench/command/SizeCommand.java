package io.oneclear.bench.command;

import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.sizing.Capacity;
import io.oneclear.bench.sizing.CostModel;
import io.oneclear.bench.sizing.Demand;
import io.oneclear.bench.sizing.Deviation;
import io.oneclear.bench.sizing.Layout;
import io.oneclear.bench.sizing.MeasuredPoint;
import io.oneclear.bench.sizing.Measurements;
import io.oneclear.bench.sizing.ResultReader;
import io.oneclear.bench.sizing.Rules;
import io.oneclear.bench.sizing.Sizer;
import io.oneclear.bench.sizing.Sizing;
import io.oneclear.bench.sizing.SizingText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench size}: what hardware a volume needs, or how good the model is that says so. */
@Command(
    name = "size",
    description =
        "With --transactions-a-day and --terminals: the hardware they need, by a model of the"
            + " measurements. Without: the model beside the measurements it stands on, or beside"
            + " those of a result.json. Nothing is started.",
    mixinStandardHelpOptions = true)
final class SizeCommand implements Callable<Integer> {

  private static final double KNEE_P99_MILLIS = 100;

  private final CommandLineOutput output;

  @Option(names = "--transactions-a-day", paramLabel = "M", description = "of an average day")
  private Long transactions;

  @Option(names = "--terminals", paramLabel = "N", description = "in the field")
  private Long terminals;

  @Option(
      names = "--online",
      defaultValue = "1",
      description = "share of the terminals connected at a time (${DEFAULT-VALUE})")
  private double online;

  @Option(
      names = "--peak-factor",
      defaultValue = "4",
      description = "busiest second over the average one (${DEFAULT-VALUE})")
  private double peakFactor;

  @Option(
      names = "--headroom",
      defaultValue = "0.6",
      description = "share of what it could do that is planned with (${DEFAULT-VALUE})")
  private double headroom;

  @Option(
      names = "--p99",
      paramLabel = "MS",
      defaultValue = "25",
      description = "most for our part of a purchase, pauses not counted (${DEFAULT-VALUE})")
  private double p99;

  @Option(
      names = "--years",
      defaultValue = "1",
      description = "that transactions stay in the database (${DEFAULT-VALUE})")
  private int years;

  @Option(
      names = "--connections-per-node",
      paramLabel = "C",
      defaultValue = "50000",
      description = "terminals.maxConnections (${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--standby-ms",
      paramLabel = "MS",
      defaultValue = "0.5",
      description = "what a synchronous standby adds to a commit (${DEFAULT-VALUE})")
  private double standby;

  @Option(
      names = "--database-ms",
      paramLabel = "MS",
      defaultValue = "0.2",
      description = "round trip from switch to database (${DEFAULT-VALUE})")
  private double database;

  @Option(
      names = "--scheme-ms",
      paramLabel = "MS",
      defaultValue = "100",
      description = "until the scheme answers (${DEFAULT-VALUE})")
  private double scheme;

  @Option(
      names = "--checkpoint-minutes",
      paramLabel = "MIN",
      defaultValue = "5",
      description = "between two checkpoints of PostgreSQL (${DEFAULT-VALUE})")
  private int checkpoint;

  @Option(
      names = "--from",
      paramLabel = "RESULT.json",
      description =
          "of ./oneclear bench: to hold the model against, or whose knee is planned with (on two"
              + " processors)")
  private Path from;

  @Option(names = "--json", description = "for a program")
  private boolean json;

  SizeCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (transactions != null || terminals != null) {
      size();
    } else if (from != null) {
      ResultReader result = ResultReader.read(from);
      compare(result.cores(), result.points());
      result.knee().ifPresent(knee -> say("measured knee: %,d a second".formatted(knee)));
    } else {
      compare(Measurements.CORES, Measurements.POINTS);
      say(
          "measured: %,d a second kept up with, %,d not"
              .formatted(Measurements.KEPT_UP, Measurements.NOT_KEPT_UP));
    }
    return 0;
  }

  private void compare(int cores, List<MeasuredPoint> points)
      throws IOException, InterruptedException {
    CostModel costs = CostModel.fitted();
    List<Deviation> deviations = Deviation.of(costs, cores, points);
    if (json) {
      output.json(deviations);
      return;
    }
    Deviation.table(deviations).forEach(output::line);
    output.line(
        "simulated knee, which knows no pauses: %,d a second"
            .formatted(Capacity.of(costs, Layout.together(cores), KNEE_P99_MILLIS)));
  }

  private void size() throws IOException, InterruptedException {
    if (transactions == null || terminals == null) {
      throw new BenchException("--transactions-a-day and --terminals are given together");
    }
    Rules rules =
        new Rules(
            headroom,
            p99,
            years,
            connections,
            new Rules.Database(millis("--database-ms", database), millis("--standby-ms", standby)),
            millis("--scheme-ms", scheme),
            Duration.ofMinutes(checkpoint),
            knee());
    Sizing sizing =
        Sizer.size(
            CostModel.fitted(), new Demand(transactions, terminals, online, peakFactor), rules);
    if (json) {
      output.json(sizing);
    } else {
      SizingText.lines(sizing).forEach(output::line);
    }
  }

  private int knee() throws IOException {
    return from == null
        ? Measurements.KEPT_UP
        : ResultReader.read(from)
            .knee()
            .orElseThrow(() -> new BenchException(from + ": the knee was not looked for"));
  }

  /** With {@code --json} there is nothing but JSON. */
  private void say(String text) {
    if (!json) {
      output.line(text);
    }
  }

  private static Duration millis(String option, double value) {
    if (!(value >= 0)) {
      throw new BenchException("%s: %s is less than nothing".formatted(option, value));
    }
    return Duration.ofNanos(Math.round(value * 1e6));
  }
}
