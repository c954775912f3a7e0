package io.oneclear.simulator.terminal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * What terminals saw, one line per exchange, for comparison with the journal and the scheme's log:
 * {@code at,terminal,merchant,batch,trace,kind,pan,amount,outcome,code,rrn}. Card numbers masked.
 * Many terminals may share one; a line is written whole and at once.
 */
public final class TerminalLog implements AutoCloseable {

  public static final String HEADER =
      "at,terminal,merchant,batch,trace,kind,pan,amount,outcome,code,rrn";

  private final BufferedWriter out;
  private final Clock clock;

  private TerminalLog(BufferedWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Appends to the file; writes the header if it is new. */
  public static TerminalLog open(Path file, Clock clock) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    boolean fresh = !Files.exists(file) || Files.size(file) == 0;
    BufferedWriter out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (fresh) {
      out.write(HEADER + "\n");
      out.flush();
    }
    return new TerminalLog(out, clock);
  }

  void add(TerminalRequest request, TerminalAnswer answer) {
    String at =
        clock
            .instant()
            .atZone(clock.getZone())
            .truncatedTo(ChronoUnit.MILLIS)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    String line =
        String.join(
            ",",
            at,
            request.message().text(41),
            request.message().text(42),
            request.batch().digits(),
            request.trace().digits(),
            request.kind().name(),
            request.card() == null ? "" : request.card().pan().masked(),
            Long.toString(request.fen()),
            answer.outcome().name(),
            answer.code() == null ? "" : answer.code().code(),
            answer.rrn() == null ? "" : answer.rrn().code());
    synchronized (out) {
      try {
        out.write(line + "\n");
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (out) {
      out.close();
    }
  }
}
