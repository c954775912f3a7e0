package io.oneclear.bench.sizing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is needed, for people: a line a figure. */
public final class SizingText {

  private SizingText() {}

  public static List<String> lines(Sizing sizing) {
    return Stream.concat(machines(sizing).stream(), throughThem(sizing).stream()).toList();
  }

  private static List<String> machines(Sizing sizing) {
    Sizing.Shards shards = sizing.shards();
    Sizing.Nodes nodes = sizing.nodes();
    Sizing.Database database = sizing.database();
    return List.of(
        line("peak", String.format(Locale.ROOT, "%,.0f purchases a second", sizing.peak())),
        line(
            "shards by merchant",
            String.format(
                Locale.ROOT,
                "%,d, each up to %,d a second (one journal writer: %,d simulated, less pauses and"
                    + " headroom); %,.0f at the peak",
                shards.count(),
                shards.planned(),
                shards.simulated(),
                shards.peakEach())),
        line(
            "switch nodes",
            String.format(
                Locale.ROOT,
                "%,d a shard, one of which may be lost; %d cores each, %,d in all",
                nodes.installed(),
                nodes.coresEach(),
                nodes.cores())),
        line(
            "terminals",
            String.format(
                Locale.ROOT,
                "%,d connected to a node; %s for them when one is lost",
                nodes.connectionsEach(),
                bytes((double) nodes.connectionBytesEach()))),
        line(
            "under way",
            String.format(
                Locale.ROOT,
                "%,d purchases in a node at the peak, one node lost (switching.maxInFlight is"
                    + " 3,000)",
                nodes.inFlightEach())),
        line(
            "PostgreSQL",
            String.format(
                Locale.ROOT,
                "%d cores a shard, as many for each standby; %,.0f us a purchase, %,.0f commits a"
                    + " second; %s of index pages in use",
                database.cores(),
                database.microsEach(),
                database.commitsPerSecond(),
                bytes((double) database.hotIndexBytes()))));
  }

  private static List<String> throughThem(Sizing sizing) {
    Sizing.Storage storage = sizing.storage();
    return List.of(
        line(
            "WAL",
            String.format(
                Locale.ROOT,
                "%s a second at the peak, all shards; %s a purchase",
                bytes(storage.walBytesPerSecond()),
                bytes(storage.walBytesEach()))),
        line(
            "disk",
            String.format(
                Locale.ROOT,
                "%s a day, %s a month, %s kept, all shards, without standbys, WAL and backups",
                bytes(storage.bytesADay()),
                bytes(storage.bytesADay() * 30),
                bytes(storage.bytesKept()))),
        line(
            "network",
            String.format(
                Locale.ROOT,
                "%s a second at the peak to terminals and scheme",
                bytes(storage.networkBytesPerSecond()))),
        line(
            "our part of a purchase",
            String.format(
                Locale.ROOT,
                "p50 %.1f, p99 %.1f ms at the peak; pauses and the scheme come on top",
                sizing.latency().p50(),
                sizing.latency().p99())),
        line(
            "settlement",
            String.format(
                Locale.ROOT,
                "%s a shard, all side by side",
                time(sizing.night().settlementSeconds()))));
  }

  private static String line(String what, String text) {
    return "%-23s %s".formatted(what, text);
  }

  private static String bytes(double count) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    double value = count;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(
        Locale.ROOT, value < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }

  private static String time(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f seconds", seconds);
    }
    double minutes = seconds / 60;
    return minutes < 120
        ? String.format(Locale.ROOT, "%.0f minutes", minutes)
        : String.format(Locale.ROOT, "%.1f hours", minutes / 60);
  }
}
