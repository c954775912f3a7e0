package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Published test vectors under {@code src/test/resources/vectors}. */
public final class Vectors {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Vectors() {}

  /** Every entry of the file; fails unless there are exactly {@code count}. */
  public static List<JsonNode> all(String file, int count) {
    try (InputStream json = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      List<JsonNode> entries = new ArrayList<>();
      new ObjectMapper().readTree(json).forEach(entries::add);
      assertThat(entries).as(file).hasSize(count);
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of one kind; fails unless there are exactly {@code count}. */
  public static List<JsonNode> ofKind(List<JsonNode> all, String kind, int count) {
    List<JsonNode> chosen =
        all.stream().filter(entry -> entry.get("kind").asText().equals(kind)).toList();
    assertThat(chosen).as(kind).hasSize(count);
    return chosen;
  }

  public static byte[] bytes(JsonNode entry, String name) {
    return HEX.parseHex(text(entry, name));
  }

  /** Null for a JSON null. */
  public static String text(JsonNode entry, String name) {
    JsonNode value = entry.required(name);
    return value.isNull() ? null : value.asText();
  }

  public static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  public static byte[] bytes(String hex) {
    return HEX.parseHex(hex);
  }
}
