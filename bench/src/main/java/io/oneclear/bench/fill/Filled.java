package io.oneclear.bench.fill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.oneclear.bench.process.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A journal that was filled: {@code filled.json} in its data directory.
 *
 * @param fillSeconds of writing the rows, all lanes together
 * @param vacuumSeconds of VACUUM, ANALYZE and a checkpoint afterwards
 * @param tableBytes of the journal's tables without their indexes
 */
public record Filled(
    FillOrder order, double fillSeconds, double vacuumSeconds, long tableBytes, long indexBytes) {

  private static final String FILE = "filled.json";

  /** Of a data directory. */
  public static Filled in(Path data) {
    Path file = data.resolve(FILE);
    if (Files.notExists(file)) {
      throw new BenchException(data + " was not filled by 'bench fill': it has no " + FILE);
    }
    try {
      return new ObjectMapper().readValue(file.toFile(), Filled.class);
    } catch (IOException e) {
      throw new BenchException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  void write(Path data) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(data.resolve(FILE).toFile(), this);
  }

  /** For people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%,d rows in %.1f s (%,.0f a second), vacuum %.1f s, %,d bytes of table and %,d of indexes"
            + " a row",
        order.rows(),
        fillSeconds,
        order.rows() / fillSeconds,
        vacuumSeconds,
        tableBytes / order.rows(),
        indexBytes / order.rows());
  }
}
