package io.oneclear.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What a switch says of itself at one moment: its metrics. */
public final class Scraped {

  private final List<String> lines;

  private Scraped(List<String> lines) {
    this.lines = lines;
  }

  /**
   * @param console its address, as the line {@code READY} tells it
   */
  public static Scraped from(String console) {
    try (var in = URI.create(console + "/metrics").toURL().openStream()) {
      return new Scraped(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("no metrics from " + console, e);
    }
  }

  private static double number(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  private Stream<String> of(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"));
  }

  /** One number, or the sum of all with this beginning; 0 if there is none. */
  public double value(String beginning) {
    return lines.stream()
        .filter(line -> !line.startsWith("#") && line.startsWith(beginning))
        .mapToDouble(Scraped::number)
        .sum();
  }

  /** The sum of those of this name whose line has all these parts. */
  public long count(String name, String... parts) {
    return (long)
        of(name)
            .filter(line -> Stream.of(parts).allMatch(line::contains))
            .mapToDouble(Scraped::number)
            .sum();
  }
}
