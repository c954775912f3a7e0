package io.oneclear.app.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.oneclear.message.ResponseCodes;
import java.nio.file.Path;
import java.util.List;

/** {@code cfg/response-codes.yaml}. */
record CodeFile(List<ResponseCode> codes) {

  /**
   * @param kind class A to E
   */
  record ResponseCode(String code, @JsonProperty("class") String kind, String zh, String en) {}

  static ResponseCodes read(Path file) {
    CodeFile codes = new YamlRecords().read(file, CodeFile.class);
    try {
      return new ResponseCodes(
          codes.codes.stream()
              .map(row -> new ResponseCodes.Row(row.code, row.kind, row.zh, row.en))
              .toList());
    } catch (IllegalArgumentException e) {
      throw ConfigException.in(file, e.getMessage(), e);
    }
  }
}
