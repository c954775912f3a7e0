package io.oneclear.simulator.scheme.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DittoLinesTest {

  private static final int COLUMNS = 4;

  @TempDir Path directory;

  @Test
  void whatALineHasInCommonWithTheOneBeforeIsAQuotationMark() throws Exception {
    BookLines lines = new BookLines();
    DittoLines events = new DittoLines(lines, "E", COLUMNS);
    events.begin().column("x").column(7, 3).column("").end();
    events.begin().column("x").column(7, 3).column("").end();
    lines.line("D,20261122");
    events.begin().column("y").column(8, 3).column("").end();

    assertThat(written(lines)).isEqualTo("E,x,007,\nE,\",\",\"\nD,20261122\nE,y,008,\"\n");
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    BookLines lines = new BookLines();
    DittoLines events = new DittoLines(lines, "E", COLUMNS);
    int count = 60_000; // more than the reader holds at a time
    for (int i = 0; i < count; i++) {
      events.begin().column("a".repeat(i / 10 % 40)).column(i / 3, 1).column("same").end();
      if (i % 1_000 == 0) {
        lines.line("D," + i);
      }
    }
    Path file = file(lines);

    try (LineReader reader = LineReader.open(file, 'E', COLUMNS)) {
      for (int i = 0; i < count; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.kind()).isEqualTo('E');
        assertThat(reader.count()).isEqualTo(COLUMNS);
        assertThat(reader.text(1)).hasSize(i / 10 % 40);
        assertThat(reader.isEmpty(1)).isEqualTo(i / 10 % 40 == 0);
        assertThat(reader.number(2)).isEqualTo(i / 3);
        assertThat(reader.text(3)).isEqualTo("same");
        if (i % 1_000 == 0) {
          assertThat(reader.next()).isTrue();
          assertThat(reader.plain()).containsExactly("D", Integer.toString(i));
        }
      }
      assertThat(reader.next()).isFalse();
      assertThat(reader.position()).isEqualTo(Files.size(file));
    }
    assertThat(LineReader.count(file, 0)).isEqualTo(count + count / 1_000);
    assertThat(LineReader.count(file, Files.size(file) - 1)).isEqualTo(1);
  }

  @Test
  void aWriterThatBeginsAnewSaysEverythingAgain() throws Exception {
    BookLines lines = new BookLines();
    new DittoLines(lines, "E", COLUMNS).begin().column("x").column(7, 1).column("z").end();
    new DittoLines(lines, "E", COLUMNS).begin().column("x").column(7, 1).column("z").end();

    assertThat(written(lines)).isEqualTo("E,x,7,z\nE,x,7,z\n");
  }

  @Test
  void whatHasNoLineEndIsNoLine() throws Exception {
    Path file = Files.writeString(directory.resolve("torn"), "E,x,7,z\nE,y,8");

    try (LineReader reader = LineReader.open(file, 'E', COLUMNS)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).isFalse();
      assertThat(reader.text(1)).isEqualTo("x");
    }
  }

  @Test
  void aNumberThatIsNoneAndALineTooWideAreRefused() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("bad"), "E,x,,1234567890123456789\nE,1,2,3,4\nE,12a,2,3\n");

    try (LineReader reader = LineReader.open(file, 'E', COLUMNS)) {
      assertThat(reader.next()).isTrue();
      assertThatThrownBy(() -> reader.number(2)).isInstanceOf(NumberFormatException.class);
      assertThatThrownBy(() -> reader.number(3)).isInstanceOf(NumberFormatException.class);
      assertThatThrownBy(reader::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a line of more than 4 columns");
    }
  }

  private String written(BookLines lines) throws IOException {
    return Files.readString(file(lines));
  }

  private Path file(BookLines lines) throws IOException {
    Path file = directory.resolve("lines");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lines.writeTo(channel);
    }
    return file;
  }
}
