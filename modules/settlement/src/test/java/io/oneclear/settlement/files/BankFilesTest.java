package io.oneclear.settlement.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BankFilesTest {

  private static final Charset GB = Charset.forName("GB18030");
  private static final PayoutItem ITEM =
      new PayoutItem(
          "OC2026112049000005812000101",
          "490000058120001",
          123_456,
          "6228480012345678",
          "兴|隆<餐饮>有限公司",
          "102290000000",
          "工商银行上海分行");
  private static final PayoutFile FILE =
      new PayoutFile(
          LocalDate.of(2026, 11, 20),
          LocalDate.of(2026, 11, 23),
          BankChannel.PAIN_001,
          7,
          Instant.parse("2026-11-20T15:00:00.123Z"),
          1,
          123_456,
          false);

  @TempDir Path directory;

  @Test
  void painCarriesTheOrderAndEscapesNames() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pain001.write(out, FILE, new Debtor("一清支付", "3105", "105290036005"), List.of(ITEM).iterator());
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .contains("urn:iso:std:iso:20022:tech:xsd:pain.001.001.09")
        .contains("<MsgId>OCP20261123007</MsgId><CreDtTm>2026-11-20T15:00:00Z</CreDtTm>")
        .contains("<NbOfTxs>1</NbOfTxs><CtrlSum>1234.56</CtrlSum>")
        .contains("<ReqdExctnDt><Dt>2026-11-23</Dt></ReqdExctnDt>")
        .contains("<EndToEndId>OC2026112049000005812000101</EndToEndId>")
        .contains("<InstdAmt Ccy=\"CNY\">1234.56</InstdAmt>")
        .contains("<MmbId>102290000000</MmbId>")
        .contains("兴|隆&lt;餐饮&gt;有限公司")
        .contains("<CdtrAcct><Id><Othr><Id>6228480012345678</Id></Othr></Id></CdtrAcct>");
    assertThat(FILE.name()).isEqualTo("pain001_20261123_007.xml");
  }

  @Test
  void aSeparatorInANameCannotShiftTheColumnsOfABatchText() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BatchText.write(out, List.of(ITEM).iterator());
    assertThat(out.toString(GB))
        .isEqualTo(
            "OC2026112049000005812000101|6228480012345678|兴_隆<餐饮>有限公司|102290000000|工商银行上海分行"
                + "|1234.56|收单结算 490000058120001|490000058120001\n########\n");
  }

  private List<BankAnswer> text(String content) throws IOException {
    Path file = directory.resolve("res_20261123_001.txt");
    Files.writeString(file, content, GB);
    return BankAnswers.read(file);
  }

  @Test
  void theAnswerTextIsReadInAllItsResults() throws IOException {
    assertThat(
            text(
                """
                A|1|n|b|bn|1.00|s|m|成功|
                B|1|n|b|bn|2.00|s|m|失败|账号错误
                C|1|n|b|bn|3.00|s|m|退票|户名不符
                D|1|n|b|bn|4.00|s|m|处理中|
                ########
                """))
        .containsExactly(
            new BankAnswer("A", BankAnswer.Result.PAID, 100, ""),
            new BankAnswer("B", BankAnswer.Result.NOT_PAID, 200, "账号错误"),
            new BankAnswer("C", BankAnswer.Result.NOT_PAID, 300, "户名不符"),
            new BankAnswer("D", BankAnswer.Result.PENDING, 400, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A|1|n|b|bn|1.00|s|m|成功|\n",
        "A|1|n|b|bn|1.00|s|m|成功\n########\n",
        "A|1|n|b|bn|1.0|s|m|成功|\n########\n",
        "A|1|n|b|bn|-1.00|s|m|成功|\n########\n",
        "A|1|n|b|bn|1.00|s|m|也许|\n########\n",
        "########\nmore\n",
      })
  void anAnswerTextThatIsNotExactIsRefused(String content) {
    assertThatThrownBy(() -> text(content)).isInstanceOf(RefusedFileException.class);
  }

  private List<BankAnswer> xml(String transactions) throws IOException {
    Path file = directory.resolve("pain002_20261123_001.xml");
    Files.writeString(
        file, "<Document><CstmrPmtStsRpt>" + transactions + "</CstmrPmtStsRpt></Document>");
    return BankAnswers.read(file);
  }

  @Test
  void pain002IsReadWithItsReasons() throws IOException {
    assertThat(
            xml(
                "<TxInfAndSts><OrgnlEndToEndId>A</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>"
                    + "<TxInfAndSts><OrgnlEndToEndId>B</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
                    + "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></StsRsnInf>"
                    + "</TxInfAndSts>"
                    + "<TxInfAndSts><OrgnlEndToEndId>C</OrgnlEndToEndId><TxSts>PDNG</TxSts></TxInfAndSts>"))
        .containsExactly(
            new BankAnswer("A", BankAnswer.Result.PAID, -1, ""),
            new BankAnswer("B", BankAnswer.Result.NOT_PAID, -1, "AC04 closed"),
            new BankAnswer("C", BankAnswer.Result.PENDING, -1, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<TxInfAndSts><TxSts>ACSC</TxSts></TxInfAndSts>",
        "<TxInfAndSts><OrgnlEndToEndId>A</OrgnlEndToEndId><TxSts>OK</TxSts></TxInfAndSts>",
        "<TxInfAndSts><OrgnlEndToEndId>A</OrgnlEndToEndId>",
      })
  void aPain002ThatIsNotExactIsRefused(String transactions) {
    assertThatThrownBy(() -> xml(transactions)).isInstanceOf(RefusedFileException.class);
  }

  @Test
  void anEntityOfAPain002ReachesNothing() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    Path file = directory.resolve("pain002_20261123_002.xml");
    Files.writeString(
        file,
        "<!DOCTYPE d [<!ENTITY e SYSTEM \""
            + secret.toUri()
            + "\">]><Document><CstmrPmtStsRpt><TxInfAndSts><OrgnlEndToEndId>&e;</OrgnlEndToEndId>"
            + "<TxSts>ACSC</TxSts></TxInfAndSts></CstmrPmtStsRpt></Document>");
    assertThatThrownBy(() -> BankAnswers.read(file))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pain002_20261123_001.xml", "res_20261123_001_2.txt"})
  void answerNames(String name) {
    assertThat(BankAnswers.isAnswer(name)).isTrue();
    assertThat(BankAnswers.isAnswer("." + name + ".part")).isFalse();
    assertThat(BankAnswers.isAnswer(name + ".part")).isFalse();
  }

  @Test
  void aFileThatFailsHalfWayLeavesWhatWasThere() throws IOException {
    Path file = directory.resolve("out.txt");
    DurableFile.write(file, out -> out.write("first".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(
            () ->
                DurableFile.write(
                    file,
                    out -> {
                      out.write("second, but".getBytes(StandardCharsets.UTF_8));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("first");
  }
}
