package io.oneclear.app.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.oneclear.app.command.OneClearCommand;
import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoDay;
import io.oneclear.app.output.CommandLineOutput;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day in small, from sign-on to statements, and what it leaves behind. */
class WholeDayTest {

  private static final Pattern PAID =
      Pattern.compile(
          "<EndToEndId>(OC(\\d{8})\\d{15}01)</EndToEndId>.*?<InstdAmt[^>]*>([\\d.]+)<",
          Pattern.DOTALL);

  @TempDir static Path directory;

  private static Path data;
  private static boolean tied;
  private static String text;

  @BeforeAll
  static void playADay() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    data = directory.resolve("data");
    tied =
        DemoDay.play(
            Installation.find(),
            new DataDirectory(data),
            new DemoDay.Size(400, 3, Duration.ofMillis(1_500)),
            CommandLineOutput.into(stream, stream));
    text = said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aDayTiesToTheFen() throws IOException {
    assertThat(tied).as(text).isTrue();
    assertThat(text)
        .contains("everything ties to the fen", "CLOSE", "平账 Tie-out")
        .doesNotContain("NOT TIED", "FAIL", "✗");
    assertThat(data.resolve("demo/terminals.csv")).exists();
    assertThat(data.resolve("demo/scheme.csv")).exists();
    assertThat(files(data.resolve("out"))).anyMatch(name -> name.endsWith(".html"));
  }

  /** The bank paid and, a day later, sends the money back: the account did not exist. */
  @Test
  void whatTheBankSendsBackIsPaidAgainOnceByCommand() throws IOException {
    Path file =
        Path.of(
            files(data.resolve("out")).stream()
                .filter(name -> name.contains("pain001_"))
                .sorted()
                .findFirst()
                .orElseThrow());
    Matcher paid = PAID.matcher(Files.readString(file));
    assertThat(paid.find()).isTrue();
    String id = paid.group(1);
    String date = LocalDate.parse(paid.group(2), DateTimeFormatter.BASIC_ISO_DATE).toString();
    String news = file.getFileName().toString().replace("pain001", "pain002").replace(".", "_9.");
    Files.writeString(
        data.resolve("bank-answers").resolve(news),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>
        <TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>
        </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
        """
            .formatted(id));

    assertThat(command("settle", "--date", date)).contains("is closed");
    assertThat(command("item", "list", "--kind", "PAYOUT_RETURNED")).contains(id);
    assertThat(command("repay", id, "--maker", "li", "--checker", "li"))
        .contains("maker and checker are two different people");
    String again = id.substring(0, id.length() - 2) + "02";
    assertThat(command("repay", id, "--maker", "li", "--checker", "wang"))
        .contains(id + " is paid again as " + again + ", " + paid.group(3) + " yuan, in pain001_");
    assertThat(command("repay", id, "--maker", "li", "--checker", "wang"))
        .contains(id + " is paid again already");
    assertThat(command("item", "list", "--kind", "PAYOUT_RETURNED")).startsWith("0 items");
    assertThat(command("audit")).doesNotContain("FAIL", "violat");
  }

  @Test
  void settleTypedOnceMoreLeavesTheDayThatIsOpenAlone() throws IOException {
    LocalDate today = LocalTimes.day(Instant.now());
    assumeThat(data.resolve("out").resolve(today.toString()))
        .as("without a calendar of these days the demo plays on another")
        .isDirectory();
    String tomorrow = today.plusDays(1).toString();
    assertThat(command("settle"))
        .contains("nothing waits to be settled")
        .contains(tomorrow + " is open until 23:00; --date " + tomorrow + " ends it now");
  }

  /** What a command on the day's data says. */
  private static String command(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    OneClearCommand.run(CommandLineOutput.into(stream, stream), all.toArray(String[]::new));
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void cardNumbersStayInTheDemosOwnFiles() throws IOException {
    cardNumbersStayWhereTheyBelong(data, text);
  }

  /** Cards are in the demo's own files, in nothing that the switch or settlement wrote. */
  private static void cardNumbersStayWhereTheyBelong(Path data, String said) throws IOException {
    List<String> pans =
        Files.readAllLines(data.resolve("demo/cards.csv")).stream()
            .skip(1)
            .map(line -> line.substring(0, line.indexOf(',')))
            .toList();
    assertThat(pans).isNotEmpty();
    for (String pan : pans) {
      assertThat(said).doesNotContain(pan);
    }
    for (String file : files(data.resolve("out"))) {
      // One byte a character: the bank's text is not UTF-8, and digits look the same in both.
      String content = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
      for (String pan : pans) {
        assertThat(content.contains(pan)).as(file + " has a card number").isFalse();
      }
    }
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }
}
