package io.oneclear.simulator.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankSimulatorTest {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private Path out;
  private Path answers;
  private BankSimulator bank;

  @BeforeEach
  void open() throws Exception {
    out = Files.createDirectories(directory.resolve("out/2026-11-22"));
    answers = directory.resolve("answers");
    bank = newBank();
  }

  @Test
  void aBatchTextIsAnsweredLineByLine() throws Exception {
    writeText(
        "req_20261123_001.txt",
        "P1|62220200|甲公司|1021|工行|100.00|结算|M1",
        "P2|62170001|乙公司|1051|建行|0.01|结算|M2");

    BankReport report = bank.answer();

    assertThat(lines("res_20261123_001.txt"))
        .containsExactly(
            "P1|62220200|甲公司|1021|工行|100.00|结算|M1|成功|",
            "P2|62170001|乙公司|1051|建行|0.01|结算|M2|失败|账户已销户",
            "########");
    assertThat(report.paid()).isEqualTo(1);
    assertThat(report.paidFen()).isEqualTo(100_00);
    assertThat(report.rejected()).isEqualTo(1);
  }

  @Test
  void aPain001IsAnsweredWithAPain002() throws Exception {
    writeXml(
        "pain001_20261123_001.xml",
        2,
        "300.00",
        item("P1", "100.00", "62220200"),
        item("P2", "200.00", "62170001"));

    bank.answer();

    assertThat(Files.readString(answers.resolve("pain002_20261123_001.xml")))
        .contains(
            "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10",
            "<OrgnlMsgId>OCP1</OrgnlMsgId>",
            "<OrgnlEndToEndId>P1</OrgnlEndToEndId><TxSts>ACSC</TxSts>",
            "<OrgnlEndToEndId>P2</OrgnlEndToEndId><TxSts>RJCT</TxSts>",
            "<Cd>AC04</Cd>");
  }

  @Test
  void whatIsSentBackIsFirstPaidAndThenReturnedInLaterNews() throws Exception {
    writeText(
        "req_20261123_001.txt",
        "P1|6222020002|甲公司|1021|工行|100.00|结算|M1",
        "P2|62220200|乙公司|1051|建行|5.00|结算|M2");

    bank.answer();
    assertThat(lines("res_20261123_001.txt").getFirst()).endsWith("|成功|");
    BankReport news = bank.laterNews();

    assertThat(lines("res_20261123_001_1.txt"))
        .containsExactly("P1|6222020002|甲公司|1021|工行|100.00|结算|M1|退票|收款人账号户名不符", "########");
    assertThat(news.returned()).isEqualTo(1);
    assertThat(news.returnedFen()).isEqualTo(100_00);
  }

  @Test
  void whatIsPendingIsPaidInLaterNews() throws Exception {
    writeText("req_20261123_001.txt", "P1|62220200|甲公司|1021|工行|7.77|结算|M1");

    BankReport first = bank.answer();
    BankReport later = bank.laterNews();

    assertThat(first.pending()).isEqualTo(1);
    assertThat(lines("res_20261123_001.txt").getFirst()).endsWith("|处理中|");
    assertThat(lines("res_20261123_001_1.txt").getFirst()).endsWith("|成功|");
    assertThat(later.paidFen()).isEqualTo(7_77);
  }

  @Test
  void doingItAgainChangesNothing() throws Exception {
    writeText("req_20261123_001.txt", "P1|62220200|甲公司|1021|工行|100.00|结算|M1");
    bank.answer();
    byte[] first = Files.readAllBytes(answers.resolve("res_20261123_001.txt"));

    assertThat(bank.answer().files()).isZero();
    assertThat(newBank().answer().files()).isZero();
    assertThat(newBank().laterNews().files()).isZero();

    assertThat(Files.readAllBytes(answers.resolve("res_20261123_001.txt"))).isEqualTo(first);
  }

  @Test
  void anAnswerLostBeforeItWasWrittenIsGivenAgainAsItWasDecided() throws Exception {
    writeText("req_20261123_001.txt", "P1|62220200|甲公司|1021|工行|100.00|结算|M1");
    bank.answer();
    Files.delete(answers.resolve("res_20261123_001.txt"));

    newBank().answer();

    assertThat(lines("res_20261123_001.txt").getFirst()).endsWith("|成功|");
  }

  @Test
  void anIdentityThatWasPaidIsRefusedInAnyOtherFile() throws Exception {
    writeText("req_20261123_001.txt", "P1|62220200|甲公司|1021|工行|100.00|结算|M1");
    bank.answer();
    writeXml("pain001_20261124_001.xml", 1, "100.00", item("P1", "100.00", "62220200"));

    BankReport again = newBank().answer();

    assertThat(again.paid()).isZero();
    assertThat(again.rejected()).isEqualTo(1);
    assertThat(Files.readString(answers.resolve("pain002_20261124_001.xml"))).contains("AM05");
  }

  @Test
  void aFileWhoseSumDoesNotAddUpIsRefusedWhole() throws Exception {
    writeXml("pain001_20261123_001.xml", 1, "999.00", item("P1", "100.00", "62220200"));

    BankReport report = bank.answer();

    assertThat(report.paid()).isZero();
    assertThat(report.rejected()).isEqualTo(1);
  }

  @Test
  void aTornLineOfItsLogIsForgotten() throws Exception {
    writeText("req_20261123_001.txt", "P1|62220200|甲公司|1021|工行|100.00|结算|M1");
    bank.answer();
    Path log = directory.resolve("bank.csv");
    Files.writeString(log, Files.readString(log) + "2026-11-23T01:00:00Z,req_2026");

    assertThat(newBank().answer().files()).isZero();
    assertThat(Files.readString(log)).endsWith(",PAID\n").doesNotContain("62220200");
  }

  @Test
  void itWatchesByItself() throws Exception {
    bank.watch(Duration.ofMillis(20));
    writeText("req_20261123_001.txt", "P1|6222020002|甲公司|1021|工行|100.00|结算|M1");

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> Files.exists(answers.resolve("res_20261123_001_1.txt")));
    bank.close();
  }

  private BankSimulator newBank() throws Exception {
    List<BankRule> rules =
        List.of(
            BankRule.account("0002", BankDecision.RETURNED),
            BankRule.account("0001", BankDecision.REJECTED),
            BankRule.amount("77", BankDecision.PENDING));
    return BankSimulator.open(
        BankConfig.of(directory.resolve("out"), answers, directory.resolve("bank.csv"), rules),
        CLOCK);
  }

  private List<String> lines(String name) throws Exception {
    return Files.readAllLines(answers.resolve(name), GB18030);
  }

  private void writeText(String name, String... lines) throws Exception {
    Path part = out.resolve(name + ".part");
    Files.write(part, (String.join("\n", lines) + "\n########\n").getBytes(GB18030));
    Files.move(part, out.resolve(name));
  }

  private void writeXml(String name, int count, String sum, String... items) throws Exception {
    Files.writeString(
        out.resolve(name),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
        <GrpHdr><MsgId>OCP1</MsgId><NbOfTxs>%d</NbOfTxs><CtrlSum>%s</CtrlSum></GrpHdr>
        <PmtInf><DbtrAcct><Id><Othr><Id>990001</Id></Othr></Id></DbtrAcct>%s</PmtInf>
        </CstmrCdtTrfInitn></Document>
        """
            .formatted(count, sum, String.join("", items)));
  }

  private static String item(String id, String yuan, String account) {
    return """
    <CdtTrfTxInf><PmtId><InstrId>%s</InstrId><EndToEndId>%s</EndToEndId></PmtId>
    <Amt><InstdAmt Ccy="CNY">%s</InstdAmt></Amt><Cdtr><Nm>甲公司</Nm></Cdtr>
    <CdtrAcct><Id><Othr><Id>%s</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
    """
        .formatted(id, id, yuan, account);
  }
}
