package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldTableTest {

  private static final int[] POS_FIELDS = {
    2, 3, 4, 11, 12, 13, 14, 15, 22, 23, 25, 26, 32, 35, 36, 37, 38, 39, 41, 42, 43, 44, 46, 47, 48,
    49, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64
  };

  @Test
  void padHalfBytesThatAreNotZeroSurvive() throws MalformedMessageException {
    // 2: 19 digits, pad F; 22: pad 7 at the right; 23: pad 5 at the left; 60: 11 digits, pad C.
    byte[] bytes =
        Vectors.hex(
            "0200"
                + "4000060000000010"
                + "19622848000000000001"
                + "2F"
                + "0517"
                + "5001"
                + "0011220000010003C0".substring(0, 15)
                + "C");
    IsoMessage message = Vectors.POS.unpack(bytes, 0);

    assertThat(message.text(2)).hasSize(19).startsWith("622848").endsWith("12");
    assertThat(message.text(22)).isEqualTo("051");
    assertThat(message.text(23)).isEqualTo("001");
    assertThat(message.text(60)).isEqualTo("22000001000");
    assertThat(Vectors.POS.pack(message)).isEqualTo(bytes);

    message.set(23, "002");
    assertThat(Vectors.hex(Vectors.POS.pack(message))).contains("05170002");
  }

  @Test
  void textThatIsNotGbkIsKeptAsBytes() throws MalformedMessageException {
    byte[] bytes = Vectors.hex("0200" + "0000000000000040" + "0003" + "FF80FE");
    IsoMessage message = Vectors.POS.unpack(bytes, 0);

    assertThat(message.isBinary(58)).isTrue();
    assertThat(message.bytes(58)).isEqualTo(Vectors.hex("FF80FE"));
    assertThat(Vectors.POS.pack(message)).isEqualTo(bytes);
  }

  @Test
  void gbkTextIsTextAndItsLengthCountsBytes() throws MalformedMessageException {
    byte[] bytes = Vectors.POS.pack(new IsoMessage(Mti.FINANCIAL).set(56, "成功"));

    assertThat(Vectors.hex(bytes)).endsWith("0004" + "B3C9B9A6");
    IsoMessage message = Vectors.POS.unpack(bytes, 0);
    assertThat(message.text(56)).isEqualTo("成功");
    assertThat(message.bytes(56)).isEqualTo(Vectors.hex("B3C9B9A6"));
  }

  @Test
  void aSecondBitmapWithoutFieldsIsWrittenBack() throws MalformedMessageException {
    byte[] bytes = Vectors.hex("30323130" + "80000000020000000000000000000000" + "3030");
    IsoMessage message = Vectors.CUPS.unpack(bytes, 0);

    assertThat(message.text(39)).isEqualTo("00");
    assertThat(Vectors.CUPS.pack(message)).isEqualTo(bytes);
    assertThat(Vectors.CUPS.pack(new IsoMessage(new Mti("0210")).set(39, "00"))).hasSize(4 + 8 + 2);
  }

  @Test
  void aFaultNamesItsFieldAndNeverItsContent() {
    String[] table = {
      "                                       | field | reason",
      "02                                     | 0     | needs 2 bytes",
      "0A00 0000000000000000                  | 0     | not a digit",
      "0200 00000000000000                    | 1     | needs 8 bytes",
      "0200 8000000000000000                  | 1     | no second bitmap",
      "0200 0800000000000000                  | 5     | not a field",
      "0200 4000000000000000 2062284800000000 | 2     | at most 19",
      "0200 4000000000000000 1A62284800000000 | 2     | not a number",
      "0200 4000000000000000 1662284800       | 2     | needs 8 bytes",
      "0200 2000000000000000 00000A           | 3     | not a digit",
      "0200 0000000000000002 1000             | 63    | at most 999",
      "0200 0000000000000002 0010 0102        | 63    | needs 10 bytes",
      "0200 0000000000000000 00               | 0     | left over",
      "0200 0000000000000001 00               | 64    | needs 8 bytes",
    };
    for (String line : Arrays.copyOfRange(table, 1, table.length)) {
      String[] columns = line.split("\\|", -1);
      byte[] bytes = Vectors.hex(columns[0].replace(" ", ""));
      MalformedMessageException fault =
          catchThrowableOfType(MalformedMessageException.class, () -> Vectors.POS.unpack(bytes, 0));
      assertThat(fault).as(line).isNotNull();
      assertThat(fault.field()).as(line).isEqualTo(Integer.parseInt(columns[1].strip()));
      assertThat(fault).hasMessageContaining(columns[2].strip());
      assertThat(fault.getMessage()).doesNotContain("622848");
    }
  }

  @Test
  void everyTruncationOfEveryMessageIsRefused() {
    for (JsonNode vector : Vectors.pos()) {
      everyTruncationIsRefused(Vectors.POS, Vectors.frame(vector), 11);
    }
    for (JsonNode vector : Vectors.cups()) {
      if (!vector.get("mti").isNull()) {
        everyTruncationIsRefused(Vectors.CUPS, Vectors.frame(vector), 0);
      }
    }
  }

  private static void everyTruncationIsRefused(FieldTable table, byte[] bytes, int offset) {
    for (int length = offset; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> table.unpack(cut, offset))
          .isExactlyInstanceOf(MalformedMessageException.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> table.unpack(longer, offset))
        .isExactlyInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("left over");
  }

  @Test
  void lyingBitmapsAndFlippedBitsAreReadExactlyOrRefused() {
    int refused = 0;
    int read = 0;
    for (JsonNode vector : Vectors.pos()) {
      byte[] bytes = Vectors.frame(vector);
      for (int bit = 11 * 8; bit < bytes.length * 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
        if (readsExactly(Vectors.POS, flipped, 11)) {
          read++;
        } else {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(1_000);
    assertThat(read).isGreaterThan(1_000);
  }

  @Test
  void randomBytesAreReadExactlyOrRefused() {
    Random random = new Random(8583);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 2 && i % 2 == 0) {
        bytes[0] = 2;
        bytes[1] = 0;
      }
      read += readsExactly(Vectors.POS, bytes, 0) ? 1 : 0;
      if (bytes.length > 4) {
        System.arraycopy(new byte[] {'0', '2', '0', '0'}, 0, bytes, 0, 4);
      }
      read += readsExactly(Vectors.CUPS, bytes, 0) ? 1 : 0;
    }
    assertThat(read).isLessThan(100);
  }

  /** False if refused; fails the test if read and not written back to the same bytes. */
  private static boolean readsExactly(FieldTable table, byte[] bytes, int offset) {
    FieldTable.Reading reading = table.read(bytes, offset);
    if (reading.fault() != null) {
      return false;
    }
    byte[] again = table.pack(reading.message(), offset);
    System.arraycopy(bytes, 0, again, 0, offset);
    assertThat(again).isEqualTo(bytes);
    return true;
  }

  @Test
  void randomMessagesComeBackAsTheyWere() throws MalformedMessageException {
    Random random = new Random(60);
    for (int i = 0; i < 2_000; i++) {
      IsoMessage message = new IsoMessage(Mti.FINANCIAL);
      for (int field : POS_FIELDS) {
        if (random.nextInt(3) == 0) {
          fill(message, field, random);
        }
      }
      byte[] bytes = Vectors.POS.pack(message);
      IsoMessage back = Vectors.POS.unpack(bytes, 0);
      assertThat(back.fields()).isEqualTo(message.fields());
      for (int field : message.fields()) {
        assertThat(back.text(field)).as("field " + field).isEqualTo(message.text(field));
      }
      assertThat(Vectors.POS.pack(back)).isEqualTo(bytes);
    }
  }

  private static void fill(IsoMessage message, int field, Random random) {
    switch (field) {
      case 2 -> message.set(2, digits(8 + random.nextInt(12), random));
      case 32 -> message.set(32, digits(random.nextInt(12), random));
      case 3, 11, 12 -> message.set(field, digits(6, random));
      case 4 -> message.set(4, digits(12, random));
      case 13, 14, 15 -> message.set(field, digits(4, random));
      case 22, 23 -> message.set(field, digits(3, random));
      case 25, 26 -> message.set(field, digits(2, random));
      case 53 -> message.set(53, digits(16, random));
      case 35 -> message.set(35, digits(16, random) + "D" + digits(random.nextInt(21), random));
      case 36, 48, 60, 61 -> message.set(field, digits(random.nextInt(100), random));
      case 37 -> message.set(37, digits(12, random));
      case 38 -> message.set(38, digits(6, random));
      case 39 -> message.set(39, digits(2, random));
      case 41 -> message.set(41, digits(8, random));
      case 42 -> message.set(42, digits(15, random));
      case 43 -> message.set(43, "商户" + digits(36, random));
      case 49 -> message.set(49, "156");
      case 52, 64 -> message.set(field, bytes(8, random));
      case 55, 62, 63 -> message.set(field, bytes(random.nextInt(300), random));
      default -> message.set(field, "文" + digits(random.nextInt(60), random));
    }
  }

  private static String digits(int count, Random random) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private static byte[] bytes(int count, Random random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void aValueThatDoesNotFitIsRefusedByFieldNumber() {
    IsoMessage message = new IsoMessage(Mti.FINANCIAL).set(4, "123");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vectors.POS.pack(message))
        .withMessage("field 4: must be 12 digits");
    IsoMessage unknown = new IsoMessage(Mti.FINANCIAL).set(5, "000000000001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vectors.POS.pack(unknown))
        .withMessageContaining("field 5: not a field");
    IsoMessage letters = new IsoMessage(Mti.FINANCIAL).set(11, "12345A");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vectors.POS.pack(letters))
        .withMessageContaining("field 11")
        .withMessageNotContaining("12345");
    IsoMessage name = new IsoMessage(Mti.FINANCIAL).set(43, "名".repeat(21));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vectors.POS.pack(name))
        .withMessage("field 43: 42 bytes, at most 40 fit");
    IsoMessage emoji = new IsoMessage(Mti.FINANCIAL).set(56, "\uD83D\uDE00");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vectors.POS.pack(emoji))
        .withMessageContaining("GBK");
  }

  @Test
  void aTableMayNotReachOutsideTheHouse(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("table.xml");
    Files.writeString(
        file, "<!DOCTYPE isopackager SYSTEM \"http://example.invalid/evil.dtd\"><isopackager/>");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldTable.load(file))
        .withMessageContaining("table.xml: must declare exactly");

    String table = Files.readString(Path.of("../../cfg/packager/unionpay-pos.xml"));
    Files.writeString(
        file, table.replace("io.oneclear.message.jpos.Text\"", "org.jpos.iso.IF_CHAR\""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldTable.load(file))
        .withMessageContaining("field 37 must have a class of io.oneclear.message.jpos");

    Files.writeString(file, table.replace("id=\"1\" length=\"8\"", "id=\"1\" length=\"9\""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldTable.load(file))
        .withMessageContaining("bitmap of length 8 or 16");

    assertThatThrownBy(() -> FieldTable.load(folder.resolve("none.xml")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void everyFieldHasItsNameInBothLanguages() {
    for (int field : POS_FIELDS) {
      assertThat(Vectors.POS.name(field)).matches("(?s).*[A-Za-z].*").matches("(?s).*\\p{IsHan}.*");
    }
    for (int field = 2; field <= 128; field++) {
      if (Vectors.CUPS.name(field) != null) {
        assertThat(Vectors.CUPS.name(field)).matches("(?s).*\\p{IsHan}.*");
      }
    }
    assertThat(Vectors.POS.name(5)).isNull();
    assertThat(Vectors.POS.name(200)).isNull();
  }
}
