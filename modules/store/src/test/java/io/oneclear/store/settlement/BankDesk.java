package io.oneclear.store.settlement;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A bank's desk for tests: reads payout files, writes answers in the same form. */
final class BankDesk {

  private static final Charset GB = Charset.forName("GB18030");
  private static final Pattern END_TO_END = Pattern.compile("<EndToEndId>([^<]+)</EndToEndId>");

  private BankDesk() {}

  static void answer(Path out, Path answers, SettlementHouse.BankRule rule) {
    try (Stream<Path> files = Files.list(out)) {
      Files.createDirectories(answers);
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Path answer = answers.resolve(name.replace("pain001_", "pain002_").replace("req_", "res_"));
        if (name.startsWith("pain001_") && !Files.exists(answer)) {
          Files.writeString(answer, pain002(Files.readString(file), rule));
        } else if (name.startsWith("req_") && !Files.exists(answer)) {
          Files.writeString(answer, text(Files.readAllLines(file, GB), rule), GB);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pain002(String pain001, SettlementHouse.BankRule rule) {
    StringBuilder xml =
        new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<Document"
                + " xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>"
                + "<OrgnlPmtInfAndSts>");
    Matcher matcher = END_TO_END.matcher(pain001);
    while (matcher.find()) {
      String refusal = rule.refusal(matcher.group(1));
      xml.append("<TxInfAndSts><OrgnlEndToEndId>")
          .append(matcher.group(1))
          .append("</OrgnlEndToEndId><TxSts>")
          .append(refusal.isEmpty() ? "ACSC" : "RJCT")
          .append("</TxSts>");
      if (!refusal.isEmpty()) {
        xml.append("<StsRsnInf><Rsn><Cd>").append(refusal).append("</Cd></Rsn></StsRsnInf>");
      }
      xml.append("</TxInfAndSts>");
    }
    return xml.append("</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n").toString();
  }

  private static String text(List<String> lines, SettlementHouse.BankRule rule) {
    List<String> answer = new ArrayList<>();
    for (String line : lines) {
      if (line.equals("########")) {
        answer.add(line);
      } else {
        String refusal = rule.refusal(line.substring(0, line.indexOf('|')));
        answer.add(line + (refusal.isEmpty() ? "|成功|" : "|失败|" + refusal));
      }
    }
    return String.join("\n", answer) + "\n";
  }
}
