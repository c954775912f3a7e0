package io.oneclear.app.command;

import io.oneclear.app.config.Installation;
import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.proof.Campaign;
import io.oneclear.proof.SeedResult;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Coverage.Section;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: the switch under a seed, among faults, with the money rules checked. */
@Command(
    name = "simulate",
    description =
        "Runs the switch in a simulated world full of faults, a world a seed, and checks the money"
            + " rules in each. Prints what was reached and what was not. Exit 1 if a rule is"
            + " broken; the same seed then gives the same events again.",
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

  private final CommandLineOutput output;

  @Option(names = "--seeds", defaultValue = "1000", description = "how many worlds (1000)")
  private long seeds;

  @Option(names = "--seed", defaultValue = "1", description = "the first of them (1)")
  private long first;

  @Option(
      names = "--trace",
      description = "prints every event of the first seed, and runs no other")
  private boolean trace;

  @Option(names = "--json", description = "for a program")
  private boolean json;

  SimulateCommand(CommandLineOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (seeds < 1) {
      throw new CommandFailure("--seeds: " + seeds + " is too few; no world proves nothing");
    }
    Dialects dialects = Dialects.load(Installation.find());
    Campaign campaign = new Campaign(dialects.pos(), dialects.cups());
    if (trace) {
      SeedResult result = campaign.run(first);
      result.trace().forEach(output::line);
      output.line("trace " + result.traceHash());
      return result.clean() ? 0 : OneClearCommand.FOUND_WRONG;
    }
    Campaign.Result result = run(campaign);
    if (json) {
      output.json(Figures.of(first, result));
    } else {
      tell(result);
    }
    return result.clean() ? 0 : OneClearCommand.FOUND_WRONG;
  }

  private Campaign.Result run(Campaign campaign) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    if (json) {
      return campaign.run(first, seeds, threads, _ -> {});
    }
    try (CommandLineOutput.Progress progress = output.progress("seeds", seeds)) {
      return campaign.run(first, seeds, threads, progress::reached);
    }
  }

  private void tell(Campaign.Result result) {
    result.coverage().table().forEach(output::line);
    if (!result.clean()) {
      SeedResult one = result.broken().getFirst();
      output.line("what happened under seed " + one.seed() + ":");
      one.trace().forEach(output::line);
      result.broken().forEach(this::tell);
    }
    output.line(result.seeds() + " seeds from " + first + ", broken " + result.broken().size());
  }

  private void tell(SeedResult broken) {
    broken
        .violations()
        .forEach(violation -> output.line("seed " + broken.seed() + " breaks " + violation));
  }

  /** What a program reads. */
  private record Figures(
      long firstSeed,
      long seeds,
      List<Broken> broken,
      Map<Section, Map<String, Long>> coverage,
      List<String> notReached) {

    static Figures of(long first, Campaign.Result result) {
      Coverage coverage = result.coverage();
      Map<Section, Map<String, Long>> sections = new EnumMap<>(Section.class);
      for (Section section : Section.values()) {
        sections.put(section, coverage.of(section));
      }
      return new Figures(
          first,
          result.seeds(),
          result.broken().stream().map(Broken::of).toList(),
          sections,
          coverage.notReached());
    }
  }

  private record Broken(long seed, String traceHash, List<String> violations) {

    static Broken of(SeedResult result) {
      return new Broken(
          result.seed(),
          result.traceHash(),
          result.violations().stream().map(Object::toString).toList());
    }
  }
}
