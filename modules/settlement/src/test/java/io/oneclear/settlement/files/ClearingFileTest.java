package io.oneclear.settlement.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClearingFileTest {

  private static final String SALE =
      String.join(
          " ",
          "49000000   ",
          "49000000   ",
          "000123",
          "1120153012",
          "6222021234567890   ",
          "000000012345",
          "000000000000",
          "000000000000",
          "0200",
          "000000",
          "5812",
          "T0000001",
          "490000058120001",
          "260000000001",
          "00",
          "      ",
          "00010000   ",
          "000000",
          "00",
          "051",
          "D00000000000",
          "D00000000043",
          "D00000000004",
          "1",
          "000",
          "5",
          "0",
          "0000000000",
          "           ",
          "0",
          "01",
          "00",
          "000000000000",
          "              ");

  private static List<ClearingLine> read(String content) {
    List<ClearingLine> lines = new ArrayList<>();
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    try (ClearingFile file =
        ClearingFile.over("IND26112001ACOM", new ByteArrayInputStream(bytes))) {
      file.forEachRemaining(lines::add);
    }
    return lines;
  }

  @Test
  void aSaleIsReadAndItsCardMasked() {
    assertThat(read(SALE + "\n"))
        .containsExactly(
            new ClearingLine(
                1,
                ClearingLine.Kind.PURCHASE,
                "1120153012",
                123,
                "622202******7890",
                12_345,
                "5812",
                "T0000001",
                "490000058120001",
                "260000000001",
                43,
                4));
  }

  @Test
  void aLineIsTwoHundredAndNinetyNineCharactersAndTheNameCarriesTheDate() {
    assertThat(SALE).hasSize(299);
    assertThat(ClearingFile.nameFor(LocalDate.of(2026, 1, 2))).isEqualTo("IND26010201ACOM");
  }

  @ParameterizedTest
  @CsvSource({
    "0200 200000, VOID, -12345",
    "0220 200000, REFUND, -12345",
    "0420 200000, REVERSAL, -12345",
    "0420 000000, REVERSAL_OF_VOID, 12345"
  })
  void kindsAndTheirDirection(String type, ClearingLine.Kind kind, long fen) {
    ClearingLine line = read(SALE.replace("0200 000000", type) + "\n").getFirst();
    assertThat(line.kind()).isEqualTo(kind);
    assertThat(line.signedFen()).isEqualTo(fen);
  }

  @Test
  void feesWithCComeBackToUs() {
    String refund = SALE.replace("D00000000000 D00000000043", "C00000000010 C00000000033");
    assertThat(read(refund + "\r\n").getFirst().issuerFeeFen()).isEqualTo(-43);
  }

  @Test
  void anEmptyFileHasNoLinesAndAKnownHash() {
    try (ClearingFile file = ClearingFile.over("F", new ByteArrayInputStream(new byte[0]))) {
      assertThat(file.hasNext()).isFalse();
      assertThat(file.sha256())
          .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0200 000000 | 0200 310000 | columns 9 and 10: unknown transaction 0200310000
          0200 000000 | 0100 000000 | columns 9 and 10: unknown transaction 0100000000
          000000012345 | 00000001234X | column 6 is not all digits
          D00000000043 | X00000000043 | column 22: a fee starts with C or D
          6222021234567890 | 62220212345678X0 | column 5 is not a card number
          T0000001 | T000 001 | -
          260000000001 | 26000000000  | column 14 is not 12 characters
          000123 1120153012 | 000123-1120153012 | no space before column 4
          00 051 | 51 051 | column 19: only successful transactions are cleared
          """)
  void whatIsNotAsItMustBeIsRefusedWithItsLine(String right, String wrong, String why) {
    String bad = SALE.replace(right.strip(), pad(wrong, right.strip().length()));
    if (why.equals("-")) {
      assertThat(read(SALE + "\n" + bad + "\n")).hasSize(2);
      return;
    }
    assertThatThrownBy(() -> read(SALE + "\n" + bad + "\n"))
        .isInstanceOf(RefusedFileException.class)
        .hasMessage("IND26112001ACOM line 2: " + why);
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(Math.max(0, length - text.length()));
  }

  @Test
  void aFileThatWasCutOffIsRefused() {
    assertThatThrownBy(() -> read(SALE + "\n" + SALE.substring(0, 200)))
        .hasMessage("IND26112001ACOM line 2: the file ends in the middle of this line");
    assertThatThrownBy(() -> read(SALE)).hasMessageContaining("ends in the middle");
  }

  @Test
  void aRefusalNeverRepeatsACardNumber() {
    assertThatThrownBy(() -> read(SALE.replace("1234567890 ", "1234567890X") + "\n"))
        .isInstanceOf(RefusedFileException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("7890"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverComesIsReadOrRefusedNeverAnythingElse(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = (SALE + "\n" + SALE + "\n").getBytes(StandardCharsets.ISO_8859_1);
      int edits = 1 + random.nextInt(4);
      for (int e = 0; e < edits; e++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
      try {
        assertThat(read(new String(bytes, 0, length, StandardCharsets.ISO_8859_1)))
            .hasSizeBetween(0, 2);
      } catch (RefusedFileException e) {
        assertThat(e.getMessage()).startsWith("IND26112001ACOM line ");
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_999);
  }
}
