package io.oneclear.bench.command;

import io.oneclear.bench.fill.FillOrder;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.scale.Dimension;
import io.oneclear.bench.scale.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What grows, and what stays meanwhile: three lists, of which one has several values. */
final class Growth {

  private static final List<Long> NONE = List.of();
  private static final int MOST = 1_000_000;
  private static final int USUAL_TERMINALS = 400;

  /** The demo's own, which belong to its own merchants, and some more. */
  private static final int OF_THE_DEMO = 100;

  @Option(
      names = "--journal",
      split = ",",
      paramLabel = "ROWS",
      description = "rows in the journal before (0)")
  private List<Long> journal = NONE;

  @Option(
      names = "--merchants",
      split = ",",
      paramLabel = "N",
      description = "that terminals beyond the demo's own belong to in turn (1)")
  private List<Long> merchants = NONE;

  @Option(
      names = "--connections",
      split = ",",
      paramLabel = "N",
      description = "that the terminals share (100)")
  private List<Long> connections = NONE;

  @Option(
      names = "--terminals",
      paramLabel = "N",
      description = "that take part, the same for all values (400, or as many as are needed)")
  private Integer terminals;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "30",
      description = "that the rows of a journal are spread over (${DEFAULT-VALUE})")
  private int days;

  private Map<Dimension, List<Long>> given() {
    Map<Dimension, List<Long>> given = new EnumMap<>(Dimension.class);
    given.put(Dimension.JOURNAL, journal.isEmpty() ? List.of(0L) : journal);
    given.put(Dimension.MERCHANTS, merchants.isEmpty() ? List.of(1L) : merchants);
    given.put(Dimension.CONNECTIONS, connections.isEmpty() ? List.of(100L) : connections);
    return given;
  }

  /** The one that has several values; of a single setting, its journal. */
  Dimension varies() {
    List<Dimension> several =
        given().entrySet().stream()
            .filter(option -> option.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .toList();
    if (several.size() > 1) {
      throw new BenchException(
          "--%s and --%s: only one can have several values"
              .formatted(several.get(0).key(), several.get(1).key()));
    }
    return several.isEmpty() ? Dimension.JOURNAL : several.getFirst();
  }

  List<Setting> settings() {
    Map<Dimension, List<Long>> given = given();
    given.get(Dimension.JOURNAL).forEach(rows -> Given.atLeast("--journal", rows, 0));
    given.get(Dimension.MERCHANTS).forEach(count -> Given.within("--merchants", count, 1, MOST));
    given
        .get(Dimension.CONNECTIONS)
        .forEach(count -> Given.within("--connections", count, 1, MOST));
    Dimension varies = varies();
    Setting all =
        new Setting(
            given.get(Dimension.JOURNAL).getFirst(),
            Math.toIntExact(given.get(Dimension.MERCHANTS).getFirst()),
            Math.toIntExact(given.get(Dimension.CONNECTIONS).getFirst()));
    List<Setting> settings = varies.settings(all, given.get(varies));
    for (Setting setting : settings) {
      if (setting.journalRows() > 0) {
        // Refuses what cannot be filled, before anything is started.
        new FillOrder(setting.journalRows(), days, terminals(), setting.merchants(), 1);
      }
    }
    return settings;
  }

  int days() {
    return days;
  }

  int mostConnections() {
    return most(Dimension.CONNECTIONS);
  }

  /** As many as were asked for, or enough for each merchant and each connection to have one. */
  int terminals() {
    int connections = mostConnections();
    int merchants = most(Dimension.MERCHANTS);
    if (terminals == null) {
      int ofMerchants = merchants == 1 ? 1 : merchants + OF_THE_DEMO;
      return Math.max(USUAL_TERMINALS, Math.max(connections, ofMerchants));
    }
    Given.within("--terminals", terminals, 1, MOST);
    if (connections > terminals) {
      throw new BenchException(
          "--connections: %d are more than the %d terminals that share them"
              .formatted(connections, terminals));
    }
    if (merchants > terminals) {
      throw new BenchException(
          "--merchants: %d are more than their %d terminals".formatted(merchants, terminals));
    }
    return terminals;
  }

  private int most(Dimension dimension) {
    return Math.toIntExact(given().get(dimension).stream().reduce(0L, Math::max));
  }
}
