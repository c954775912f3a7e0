package io.oneclear.message.crash;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drill of this process, from {@code -Dcrash}. A process started without it has none and cannot
 * be given one.
 */
public final class CrashDrill {

  /** What a process killed by SIGKILL ends with. */
  public static final int STATUS = 137;

  private static final Logger LOG = LoggerFactory.getLogger(CrashDrill.class);
  private static final String PROPERTY = "crash";
  private static final String FROM_FILE = "@";
  private static final String TEXT = System.getProperty(PROPERTY);

  /** True in a drill. A constant for the compiler: what asks it costs nothing otherwise. */
  public static final boolean ON = TEXT != null;

  private static String planned = "";
  private static CrashPlan plan;

  private CrashDrill() {}

  /**
   * Why this process must not start; empty if the property is absent or can be followed.
   *
   * @param ofOthers places that are not a {@link CrashPoint}
   */
  public static Optional<String> refusal(Collection<String> ofOthers) {
    return ON ? refusal(TEXT, ofOthers) : Optional.empty();
  }

  static Optional<String> refusal(String text, Collection<String> ofOthers) {
    if (text.startsWith(FROM_FILE)) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>();
    Stream.of(CrashPoint.values()).map(CrashPoint::label).forEach(known::add);
    known.addAll(ofOthers);
    try {
      CrashPlan.parse(text).refuseUnknown(known);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("-D" + PROPERTY + ": " + e.getMessage());
    }
  }

  /** The process is at this place. Ends it here if that is the drill. */
  public static void reached(String place) {
    if (ON && isTheEnd(place)) {
      say("crash drill: ended at " + place + "\n");
      Runtime.getRuntime().halt(STATUS);
    }
  }

  /** Past the logger, which writes when there is time for it. */
  private static void say(String line) {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.err)) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("crash drill: nobody hears {}", line, e);
    }
  }

  private static synchronized boolean isTheEnd(String place) {
    String text = TEXT.startsWith(FROM_FILE) ? read(Path.of(TEXT.substring(1))) : TEXT;
    if (!text.equals(planned)) {
      planned = text;
      plan = text.isBlank() ? null : CrashPlan.parse(text);
    }
    return plan != null && plan.reached(place);
  }

  /** Looked at again at every place: a drill may be armed when the process has come that far. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException notYet) {
      return "";
    } catch (IOException e) {
      LOG.warn("crash drill: {} cannot be read: {}", file, e.toString());
      return "";
    }
  }
}
