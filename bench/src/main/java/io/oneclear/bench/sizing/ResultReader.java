package io.oneclear.bench.sizing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.sizing.MeasuredPoint.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * OneClear's points in a {@code result.json} of {@code ./oneclear bench}, of the search as well.
 *
 * @param cores processors of the machine it was measured on
 * @param knee purchases a second; empty if it was not looked for
 */
public record ResultReader(int cores, OptionalInt knee, List<MeasuredPoint> points) {

  /**
   * @throws BenchException if it is no result of the benchmark, or has no OneClear in it
   */
  public static ResultReader read(Path file) throws IOException {
    JsonNode result = json(file);
    for (JsonNode candidate : result.path("candidates")) {
      if (candidate.path("candidate").asText().equals("oneclear")) {
        return of(result.path("machine").path("processors").asInt(), candidate);
      }
    }
    throw new BenchException(file + ": no candidate oneclear in it");
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new BenchException(file + " is not JSON, or not all of it; give a result.json", e);
    }
  }

  private static ResultReader of(int cores, JsonNode candidate) {
    List<MeasuredPoint> points = new ArrayList<>();
    for (String part : List.of("search", "points")) {
      candidate.path(part).forEach(point -> points.add(point(point)));
    }
    points.sort(Comparator.comparingInt(MeasuredPoint::rate));
    JsonNode knee = candidate.path("knee");
    return new ResultReader(
        cores, knee.isInt() ? OptionalInt.of(knee.asInt()) : OptionalInt.empty(), points);
  }

  private static MeasuredPoint point(JsonNode point) {
    JsonNode load = point.path("load");
    JsonNode cpu = point.path("cpuMicrosPerTransaction");
    JsonNode group = point.path("journal").path("meanGroup");
    return new MeasuredPoint(
        point.path("offered").asInt(),
        Span.of(load.path("p50").asDouble() / 1e3),
        load.path("p99").asDouble() / 1e3,
        Span.of(cpu.path("switch").asDouble()),
        Span.of(cpu.path("postgresql").asDouble()),
        group.isNumber() ? group.asDouble() : null);
  }
}
