package io.oneclear.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Published messages, and the tables that read them. */
public final class Vectors {

  public static final FieldTable POS = table("unionpay-pos.xml");
  public static final FieldTable CUPS = table("cups.xml");

  private Vectors() {}

  private static FieldTable table(String name) {
    try {
      return FieldTable.load(Path.of("../../cfg/packager", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<JsonNode> pos() {
    return read("pos_messages.json");
  }

  /** Scheme messages, the header without message among them. */
  public static List<JsonNode> cups() {
    return read("cups_messages.json");
  }

  /** The vector whose MAC, key and message are all published. */
  public static JsonNode withMac() {
    return read("mac.json").getFirst();
  }

  private static List<JsonNode> read(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      List<JsonNode> entries = new ArrayList<>();
      new ObjectMapper().readTree(in).forEach(entries::add);
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message as sent, without the 2-byte length. */
  public static byte[] frame(JsonNode vector) {
    String hex = vector.get("hex").asText();
    return hex(vector.path("length_prefixed").asBoolean() ? hex.substring(4) : hex);
  }

  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
