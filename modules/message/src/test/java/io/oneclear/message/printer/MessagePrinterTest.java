package io.oneclear.message.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.Mti;
import io.oneclear.message.ResponseCodes;
import io.oneclear.message.Vectors;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagePrinterTest {

  private static final String PAN = "6228481234567890123";
  private static final byte[] TPDU_AND_HEADER = Vectors.hex("6000030000" + "603100310100");

  private final MessagePrinter printer =
      new MessagePrinter(
          Vectors.POS,
          Vectors.CUPS,
          new ResponseCodes(List.of(new ResponseCodes.Row("00", "A", "交易成功", "Approved"))));

  @Test
  void everyPublishedMessageIsDescribedInEveryWrapping() throws MalformedMessageException {
    for (JsonNode vector : Vectors.pos()) {
      byte[] frame = Vectors.frame(vector);
      String whole = printer.describe(frame);
      assertThat(whole).contains("unionpay-pos · TPDU, header, message");
      String prefixed = printer.describe(withLength(frame, frame.length));
      assertThat(prefixed).contains("2-byte length, TPDU, header, message");
      assertThat(printer.describe(withLength(frame, 7))).contains("2-byte length (wrong)");
      byte[] alone = Arrays.copyOfRange(frame, 11, frame.length);
      assertThat(printer.describe(alone)).contains("unionpay-pos · message alone");
      byte[] headerless = join(Arrays.copyOf(frame, 5), alone);
      assertThat(printer.describe(headerless)).contains("unionpay-pos · TPDU, message");
      String fields = fields(whole);
      for (String other :
          List.of(prefixed, printer.describe(alone), printer.describe(headerless))) {
        assertThat(fields(other)).isEqualTo(fields);
      }
      for (String number : names(vector)) {
        assertThat(whole).contains(" ".repeat(3 - number.length()) + number + "  ");
      }
      assertNothingSecret(vector, whole);
    }
    for (JsonNode vector : Vectors.cups()) {
      byte[] bytes = Vectors.frame(vector);
      String text = printer.describe(bytes);
      assertThat(text).startsWith("cups · ");
      assertNothingSecret(vector, text);
    }
  }

  private static List<String> names(JsonNode vector) {
    List<String> names = new ArrayList<>();
    vector.get("fields").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The description from the message type on. */
  private static String fields(String description) {
    return description.substring(description.indexOf("\n0") + 1);
  }

  private static void assertNothingSecret(JsonNode vector, String text) {
    for (String field : new String[] {"2", "35", "36", "52", "63"}) {
      JsonNode value = vector.get("fields").get(field);
      if (value != null && value.asText().length() > 10 && !value.asText().matches("0+")) {
        assertThat(text).as(vector.get("name") + " " + field).doesNotContain(value.asText());
      }
    }
    assertThat(text).doesNotContainPattern("62512?8{2}0{4}51688").doesNotContain("SM016");
  }

  private static byte[] withLength(byte[] frame, int length) {
    return join(new byte[] {(byte) (length >> 8), (byte) length}, frame);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void theSchemesHeaderIsDescribedWithAndWithoutLengthAndMessage()
      throws MalformedMessageException {
    JsonNode header =
        Vectors.cups().stream().filter(each -> each.has("header_fields")).findFirst().orElseThrow();
    assertThat(printer.describe(Vectors.frame(header)))
        .contains("cups · header alone", "destination 目的ID: 03050001", "total length 整个报文长度: 407");

    byte[] body = Vectors.frame(Vectors.cups().getFirst());
    byte[] frame = join(Vectors.frame(header), body);
    assertThat(printer.describe(frame)).contains("cups · header, message", "0200  balance inquiry");
    byte[] prefixed = join("0453".getBytes(Charset.forName("GBK")), frame);
    assertThat(printer.describe(prefixed)).contains("cups · 4-digit length, header, message");
  }

  @Test
  void aSaleSaysWhatItIs() throws MalformedMessageException {
    JsonNode vector =
        Vectors.pos().stream()
            .filter(each -> each.get("name").asText().equals("vfwz PAY_REQUEST"))
            .findFirst()
            .orElseThrow();
    String text = printer.describe(Vectors.frame(vector));

    assertThat(text)
        .contains(
            "0200  purchase 消费, request 请求",
            "Primary account number 主账号: 622424******0069",
            "Amount 交易金额: 000000001111 (11.11)",
            "071 contactless 非接触, PIN entered 有密码",
            "algorithm 加密算法: SM4 国密",
            "9F26 application cryptogram 应用密文: 46FD62985CAAE758",
            "60.1 transaction type 交易类型码: 22",
            "60.2 batch 批次号: 000727",
            "60.4 read capability 终端读取能力: 6",
            "SM4 PIN 国密密码")
        .doesNotContain("2903");
  }

  @Test
  void aCardNumberIsMaskedWhereverItStands() {
    for (int field : new int[] {43, 44, 46, 47, 54, 56, 57, 58, 59}) {
      for (String form : new String[] {PAN, "x" + PAN + "=3012", grouped(PAN), wide(PAN)}) {
        String text = form.length() > 40 ? form.substring(0, 40) : form;
        assertHidden(new IsoMessage(Mti.FINANCIAL).set(field, text), field);
      }
    }
    for (int field : new int[] {62, 63}) {
      assertHidden(new IsoMessage(Mti.FINANCIAL).set(field, ascii(PAN)), field);
      assertHidden(new IsoMessage(Mti.FINANCIAL).set(field, Vectors.hex(PAN + "0")), field);
      assertHidden(new IsoMessage(new Mti("0210")).set(field, ascii("key " + PAN)), field);
    }
    for (int field : new int[] {36, 48, 60, 61}) {
      assertHidden(new IsoMessage(Mti.FINANCIAL).set(field, PAN), field);
      assertHidden(new IsoMessage(Mti.BATCH_UPLOAD).set(field, "D" + PAN), field);
    }
    assertHidden(new IsoMessage(Mti.FINANCIAL).set(35, PAN + "D30122010000000"), 35);
    String record = "01" + "00" + "000007" + "0" + PAN + "000000012345";
    assertHidden(new IsoMessage(Mti.BATCH_UPLOAD).set(48, record), 48);
    for (String tag : new String[] {"5A0A", "DF220A", "9F1F0A", "570A", "720A"}) {
      assertHidden(new IsoMessage(Mti.FINANCIAL).set(55, Vectors.hex(tag + PAN + "F")), 55);
    }
    assertHidden(new IsoMessage(Mti.FINANCIAL).set(55, Vectors.hex("00" + PAN + "F")), 55);
    assertHidden(new IsoMessage(Mti.FINANCIAL).set(59, "A1016" + "0123456789ABCDEF"), 59);
  }

  private void assertHidden(IsoMessage message, int field) {
    String text = printer.describePos(message);
    String digits = text.replaceAll("[ \\-./\n]", "");
    assertThat(digits).as("field " + field + " " + text).doesNotContain(PAN.substring(6, 15));
    assertThat(digits).doesNotContain(wide(PAN).substring(6, 15));
    assertThat(text).doesNotContain("0123456789ABCDEF");
  }

  @Test
  void aCardNumberIsMaskedInTheSchemesFieldsToo() {
    for (int field = 2; field <= 128; field++) {
      if (Vectors.CUPS.name(field) == null || isFixedAndShort(field)) {
        continue;
      }
      IsoMessage message = new IsoMessage(new Mti("0210"));
      if (field == 55 || field == 63) {
        message.set(field, ascii("a" + PAN));
      } else {
        message.set(field, PAN);
      }
      assertThat(printer.describeCups(message))
          .as("field " + field)
          .doesNotContain(PAN.substring(6, 15));
    }
    IsoMessage keys = new IsoMessage(Mti.MANAGEMENT).set(48, "NK0123456789ABCDEFFEDCBA9876543210");
    assertThat(printer.describeCups(keys)).contains("new key 新密钥").doesNotContain("0123456789AB");
  }

  /** Fields too short, or by the table too narrowly defined, to hold a card number. */
  private static boolean isFixedAndShort(int field) {
    return switch (field) {
      case 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 22, 23, 25, 26, 28 -> true;
      case 32, 33, 37, 38, 39, 41, 42, 49, 50, 51, 52, 53, 70, 90, 96, 100, 128 -> true;
      default -> false;
    };
  }

  @Test
  void nothingReachesTheReadersTerminalButText() {
    IsoMessage message =
        new IsoMessage(Mti.FINANCIAL).set(41, "a\u001B[31m\n").set(43, "b\u001B]0;x\u0007");
    assertThat(printer.describePos(message)).doesNotContain("\u001B", "\u0007");
    assertThat(Mask.text("a\u202Eb\u0085c")).isEqualTo("a.b.c");
  }

  @Test
  void whatIsNoMessageIsRefusedWithAReasonAndWithoutContent() {
    String[] table = {
      "                                                   | not a message",
      "00                                                 | not a message",
      "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF               | not a message",
      "02004000000000000000" + "19622848123456            | fails at field 2: needs 10 bytes",
      "3032303040000000000000003139363232383438            | fails at field 2: needs 19 bytes",
      "2E023030353030303031303030302020203439303030303030202020000000003030303030303030003030303030FF"
          + " | as cups, header",
    };
    for (String line : table) {
      String[] columns = line.split("\\|", -1);
      byte[] bytes = Vectors.hex(columns[0].strip());
      assertThatThrownBy(() -> printer.describe(bytes))
          .as(line)
          .isExactlyInstanceOf(MalformedMessageException.class)
          .hasMessageContaining(columns[1].strip())
          .hasMessageNotContaining("622848");
    }
    assertThatThrownBy(() -> printer.describe(new byte[MessagePrinter.MOST + 1]))
        .isExactlyInstanceOf(MalformedMessageException.class);
  }

  @Test
  void anyBytesAreDescribedOrRefusedAndShowNoLongNumber() {
    Pattern longNumber = Pattern.compile("[0-9]{13,}");
    Random random = new Random(1);
    List<byte[]> seeds = new ArrayList<>();
    for (JsonNode vector : Vectors.pos()) {
      seeds.add(Vectors.frame(vector));
    }
    int described = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        String text = printer.describe(bytes);
        described++;
        String body =
            text.replaceAll("(?m)^(TPDU|header|[ 0-9]+  (Merchant code|Retrieval|Security)).*$", "")
                .replaceAll("(?m)^ {9}(9F|8|9|5F|FF|DF|4F).*$", "");
        assertThat(longNumber.matcher(body).find()).as(text).isFalse();
      } catch (MalformedMessageException e) {
        assertThat(e.getMessage()).doesNotContain("622424");
      }
    }
    assertThat(described).isGreaterThan(500);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(Charset.forName("GBK"));
  }

  private static String grouped(String digits) {
    return digits.replaceAll("(.{4})", "$1 ");
  }

  private static String wide(String digits) {
    StringBuilder out = new StringBuilder();
    digits.chars().forEach(c -> out.append((char) (c - '0' + '０')));
    return out.toString();
  }

  @Test
  void theTpduAndHeaderAreShown() throws MalformedMessageException {
    byte[] frame =
        join(TPDU_AND_HEADER, Vectors.POS.pack(new IsoMessage(new Mti("0830")).set(39, "00")));

    assertThat(printer.describe(frame))
        .contains(
            "TPDU 6000030000", "version 软件总版本号: 31", " 39  Response code 应答码: 00 Approved 交易成功");
  }
}
