package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.cups.CupsHeader;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.message.pos.PosOptions;
import io.oneclear.message.tlv.Tlv;
import io.oneclear.message.tlv.TlvList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every published message reads as its publishers say and is written back to the same bytes. */
class VectorsTest {

  private final PosDialect dialect = new PosDialect(Vectors.POS, PosOptions.STANDARD);

  @Test
  void everyPublishedTerminalMessageReadsAndWritesBack() throws MalformedMessageException {
    List<JsonNode> vectors = new ArrayList<>(Vectors.pos());
    vectors.add(Vectors.withMac().get("message"));
    assertThat(vectors).hasSize(11);
    for (JsonNode vector : vectors) {
      byte[] bytes = Vectors.frame(vector);
      PosFrame frame = dialect.decode(bytes);
      assertThat(Vectors.hex(frame.tpdu())).isEqualTo(vector.get("tpdu").asText());
      assertThat(Vectors.hex(frame.header())).isEqualTo(vector.get("header").asText());
      assertFields(vector, frame.message());
      assertThat(dialect.encode(frame.tpdu(), frame.header(), frame.message())).isEqualTo(bytes);
    }
  }

  @Test
  void everyPublishedSchemeMessageReadsAndWritesBack() throws MalformedMessageException {
    int messages = 0;
    for (JsonNode vector : Vectors.cups()) {
      if (vector.get("mti").isNull()) {
        continue;
      }
      messages++;
      byte[] bytes = Vectors.frame(vector);
      IsoMessage message = Vectors.CUPS.unpack(bytes, 0);
      assertFields(vector, message);
      assertThat(Vectors.CUPS.pack(message)).isEqualTo(bytes);
    }
    assertThat(messages).isEqualTo(5);
  }

  @Test
  void thePublishedHeaderReadsAndWritesBack() throws MalformedMessageException {
    List<JsonNode> headers =
        Vectors.cups().stream().filter(vector -> vector.has("header_fields")).toList();
    assertThat(headers).hasSize(1);
    JsonNode expected = headers.getFirst().get("header_fields");
    byte[] bytes = Vectors.frame(headers.getFirst());

    CupsHeader header = CupsHeader.decode(bytes, 0);

    assertThat(header.version()).isEqualTo(expected.get("flag_version").asInt());
    assertThat(header.totalLength()).isEqualTo(expected.get("total_length").asInt());
    assertThat(header.destination()).isEqualTo(expected.get("destination").asText().strip());
    assertThat(header.source()).isEqualTo(expected.get("source").asText().strip());
    assertThat(Vectors.hex(header.reserved())).isEqualTo(expected.get("reserved").asText());
    assertThat(header.batch()).isEqualTo(expected.get("batch").asInt());
    assertThat(header.transactionInfo()).isEqualTo(expected.get("transaction_info").asText());
    assertThat(header.userInfo()).isEqualTo(expected.get("user_info").asInt());
    assertThat(header.rejectCode()).isEqualTo(expected.get("reject_code").asText());
    assertThat(header.rejected()).isFalse();
    assertThat(header.encode()).isEqualTo(bytes);
  }

  @Test
  void thePublishedMacIsMadeOverTypeToField63() throws MalformedMessageException {
    JsonNode vector = Vectors.withMac();
    PosFrame frame = dialect.decode(Vectors.frame(vector.get("message")));

    assertThat(Vectors.hex(frame.macData())).isEqualTo(vector.get("data").asText());
    assertThat(Vectors.hex(dialect.macData(frame.message())))
        .isEqualTo(vector.get("data").asText());
    assertThat(Vectors.hex(frame.mac())).isEqualTo(vector.get("mac").asText());
  }

  private static void assertFields(JsonNode vector, IsoMessage message) {
    assertThat(message.mti().digits()).isEqualTo(vector.get("mti").asText());
    List<Integer> numbers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : vector.get("fields").properties()) {
      int number = Integer.parseInt(field.getKey());
      numbers.add(number);
      String expected = field.getValue().asText();
      String actual =
          switch (vector.get("forms").get(field.getKey()).asText()) {
            case "digits", "nibbles" -> message.text(number);
            case "text" -> message.characters(number);
            case "hex" -> Vectors.hex(message.bytes(number));
            default -> "unknown form";
          };
      assertThat(actual).as(vector.get("name") + " field " + number).isEqualTo(expected);
    }
    assertThat(message.fields())
        .containsExactly(numbers.stream().mapToInt(Integer::intValue).sorted().toArray());
    if (vector.has("tlv55")) {
      assertTlv(vector.get("tlv55"), message.bytes(55));
    }
  }

  private static void assertTlv(JsonNode expected, byte[] field) {
    TlvList list = TlvList.decode(field);
    assertThat(list.complete()).isTrue();
    assertThat(list.items()).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      Tlv item = list.items().get(i);
      assertThat(item.tagHex()).isEqualTo(expected.get(i).get(0).asText());
      assertThat(Vectors.hex(item.value())).isEqualTo(expected.get(i).get(1).asText());
    }
    assertThat(list.encode()).isEqualTo(field);
  }
}
