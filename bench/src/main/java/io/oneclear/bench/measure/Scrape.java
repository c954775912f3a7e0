package io.oneclear.bench.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One reading of a metrics endpoint in Prometheus' text format.
 *
 * @param samples by name and labels as they are written, such as {@code a_bucket{le="2.0"}}
 */
public record Scrape(Map<String, Double> samples) {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  public static Scrape of(HttpClient client, URI endpoint)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(LIMIT).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(endpoint + " answers " + response.statusCode());
    }
    return parse(response.body());
  }

  static Scrape parse(String text) {
    Map<String, Double> samples = new HashMap<>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              int blank = line.lastIndexOf(' ');
              samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            });
    return new Scrape(samples);
  }

  /** Zero if there is none of this name. */
  public double value(String name) {
    return samples.getOrDefault(name, 0.0);
  }

  /** Upper bounds of a histogram and how many were at or below each. */
  NavigableMap<Double, Double> buckets(String name) {
    NavigableMap<Double, Double> buckets = new TreeMap<>();
    String start = name + "_bucket{le=\"";
    samples.forEach(
        (key, count) -> {
          if (key.startsWith(start)) {
            String bound = key.substring(start.length(), key.indexOf('"', start.length()));
            buckets.put(
                bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound), count);
          }
        });
    return buckets;
  }
}
