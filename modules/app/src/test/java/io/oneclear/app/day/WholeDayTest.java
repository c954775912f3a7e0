package io.oneclear.app.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoDay;
import io.oneclear.app.output.CommandLineOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day in small, from sign-on to statements, and what it leaves behind. */
class WholeDayTest {

  @TempDir Path directory;

  @Test
  void aDayTiesToTheFenAndLeavesNoCardNumberWhereItDoesNotBelong() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    Path data = directory.resolve("data");

    boolean tied =
        DemoDay.play(
            Installation.find(),
            new DataDirectory(data),
            new DemoDay.Size(400, 3, Duration.ofMillis(1_500)),
            CommandLineOutput.into(stream, stream));

    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(tied).as(text).isTrue();
    assertThat(text)
        .contains("everything ties to the fen", "CLOSE", "平账 Tie-out")
        .doesNotContain("NOT TIED", "FAIL", "✗");
    assertThat(data.resolve("demo/terminals.csv")).exists();
    assertThat(data.resolve("demo/scheme.csv")).exists();
    assertThat(files(data.resolve("out"))).anyMatch(name -> name.endsWith(".html"));
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
