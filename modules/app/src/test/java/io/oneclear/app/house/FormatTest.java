package io.oneclear.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One formatter, never discussed: google-java-format. It runs as a test because Maven itself may
 * run on an older JDK whose parser does not know this language level. {@code mvn -pl modules/app
 * -am test -Dtest=FormatTest -Dsurefire.failIfNoSpecifiedTests=false -Dformat=write} rewrites the
 * files.
 */
class FormatTest {

  private static final Formatter FORMATTER =
      new Formatter(
          JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

  @Test
  void everySourceIsFormatted() throws IOException, FormatterException {
    boolean write = "write".equals(System.getProperty("format"));
    List<String> unformatted = new ArrayList<>();
    for (Path file : HouseSources.all()) {
      String source = HouseSources.read(file);
      String formatted = format(source);
      if (!formatted.equals(source)) {
        if (write) {
          Files.writeString(file, formatted);
        } else {
          unformatted.add(HouseSources.name(file));
        }
      }
    }
    assertThat(unformatted).as("run this test with -Dformat=write").isEmpty();
  }

  @Test
  void anUnformattedSourceIsNoticed() throws FormatterException {
    String source = "package a;\nclass B{int c ;}\n";
    assertThat(format(source)).isNotEqualTo(source);
  }

  private static String format(String source) throws FormatterException {
    String ordered =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
    return FORMATTER.formatSource(ordered);
  }
}
