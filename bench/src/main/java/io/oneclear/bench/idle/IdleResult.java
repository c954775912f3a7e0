package io.oneclear.bench.idle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.oneclear.bench.run.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run leaves: {@code idle.json}.
 *
 * @param at when it began, ISO 8601
 * @param rate purchases a second of the few at work
 * @param heldSeconds how long the connections were there before they were looked at
 */
public record IdleResult(
    String at, Machine machine, int rate, long heldSeconds, List<IdleCost> costs) {

  /** True if all numbers of connections are. */
  public boolean good() {
    return costs.stream().allMatch(IdleCost::good);
  }

  public void write(Path directory) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(directory.resolve("idle.json").toFile(), this);
  }
}
