package io.oneclear.app.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Standard output for results, standard error for complaints and progress bars. On a terminal long
 * work shows a bar; in a pipe it shows plain lines.
 */
public final class CommandLineOutput {

  private static final int PLAIN_STEPS = 10;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private CommandLineOutput(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** The process's own streams. */
  @SuppressWarnings("SystemConsoleNull") // without a terminal it is still null, whatever was said
  public static CommandLineOutput standard() {
    Console console = System.console();
    return new CommandLineOutput(System.out, System.err, console != null && console.isTerminal());
  }

  /** Other streams, for whoever wants to read what a command says. Never a terminal. */
  public static CommandLineOutput into(PrintStream out, PrintStream err) {
    return new CommandLineOutput(out, err, false);
  }

  /** One line of the result; flushed, because a program may be waiting for it. */
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  public void line() {
    line("");
  }

  /** For a library that prints by itself, such as the one that writes the help. */
  public PrintWriter writer() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** One line on standard error. */
  public void complain(String text) {
    err.println("oneclear: " + text);
    err.flush();
  }

  /** A result for a program. Records and plain values only. */
  public void json(Object value) {
    try {
      line(json.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result that cannot be written as JSON", e);
    }
  }

  /** Shows that something of known length is under way. Close it when done. */
  public Progress progress(String task, long total) {
    return terminal ? new Bar(task, total) : new PlainLines(task, total);
  }

  /** How far a piece of work is. */
  public interface Progress extends AutoCloseable {

    /** So much is done in all. */
    void reached(long done);

    @Override
    void close();
  }

  private static final class Bar implements Progress {

    private final ProgressBar bar;

    Bar(String task, long total) {
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .continuousUpdate()
              .build();
    }

    @Override
    public void reached(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private final class PlainLines implements Progress {

    private final String task;
    private final long total;
    private long shown = -1;

    PlainLines(String task, long total) {
      this.task = task;
      this.total = Math.max(1, total);
    }

    @Override
    public void reached(long done) {
      long step = done * PLAIN_STEPS / total;
      if (step > shown) {
        shown = step;
        line(task + ": " + done + " of " + total);
      }
    }

    @Override
    public void close() {}
  }
}
