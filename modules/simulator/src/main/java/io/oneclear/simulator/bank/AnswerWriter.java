package io.oneclear.simulator.bank;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes the bank's answers: pain.002, or the batch text with 结果 and 原因 behind every line. */
final class AnswerWriter {

  private final Path directory;

  AnswerWriter(Path directory) {
    this.directory = directory;
  }

  /** What is said about one payout now. */
  record Line(Payout payout, Result result, String reasonCode, String reasonText) {}

  /** The words of both forms. */
  enum Result {
    PAID("ACSC", "成功"),
    REFUSED("RJCT", "失败"),
    SENT_BACK("RJCT", "退票"),
    PENDING("PDNG", "处理中");

    private final String status;
    private final String word;

    Result(String status, String word) {
      this.status = status;
      this.word = word;
    }
  }

  boolean exists(String name) {
    return Files.exists(directory.resolve(name));
  }

  /** Writes whole or not at all: beside its place, to the disk, then renamed. */
  void write(PayoutFile file, String name, List<Line> lines, Instant at) throws IOException {
    Files.createDirectories(directory);
    Path part = directory.resolve(name + ".part");
    byte[] content =
        file.isXml()
            ? xml(file, name, lines, at).getBytes(StandardCharsets.UTF_8)
            : text(lines).getBytes(PayoutReader.TEXT_CHARSET);
    Files.write(part, content);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String text(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(line.payout.line())
          .append('|')
          .append(line.result.word)
          .append('|')
          .append(line.reasonText)
          .append('\n');
    }
    return text.append(PayoutReader.LAST_LINE).append('\n').toString();
  }

  private static String xml(PayoutFile file, String name, List<Line> lines, Instant at) {
    StringBuilder xml = new StringBuilder();
    xml.append(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
            """)
        .append("<GrpHdr><MsgId>")
        .append(escaped(name.replace("pain002_", "BANK").replace(".xml", "")))
        .append("</MsgId><CreDtTm>")
        .append(at.truncatedTo(ChronoUnit.SECONDS))
        .append("</CreDtTm></GrpHdr>\n<OrgnlGrpInfAndSts><OrgnlMsgId>")
        .append(escaped(file.messageId()))
        .append("</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>\n")
        .append("<OrgnlPmtInfAndSts><OrgnlPmtInfId>")
        .append(escaped(file.messageId()))
        .append("</OrgnlPmtInfId>\n");
    for (Line line : lines) {
      xml.append("<TxInfAndSts><OrgnlEndToEndId>")
          .append(escaped(line.payout.id()))
          .append("</OrgnlEndToEndId><TxSts>")
          .append(line.result.status)
          .append("</TxSts>");
      if (!line.reasonCode.isEmpty()) {
        xml.append("<StsRsnInf><Rsn><Cd>")
            .append(line.reasonCode)
            .append("</Cd></Rsn><AddtlInf>")
            .append(escaped(line.reasonText))
            .append("</AddtlInf></StsRsnInf>");
      }
      xml.append("</TxInfAndSts>\n");
    }
    return xml.append("</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
