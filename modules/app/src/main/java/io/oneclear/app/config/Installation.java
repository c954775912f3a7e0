package io.oneclear.app.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory OneClear is installed in: the one with {@code cfg/} and {@code deploy/}. It is only
 * read; what a run leaves behind goes into its data directory.
 */
public record Installation(Path root) {

  /** Set by the launcher; a program started otherwise looks upwards from where it runs. */
  public static final String PROPERTY = "oneclear.home";

  public static Installation find() {
    String told = System.getProperty(PROPERTY);
    Path start = Path.of(told == null ? "" : told).toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("cfg/oneclear.yaml"))) {
        return new Installation(at);
      }
    }
    throw new ConfigException(
        "no cfg/oneclear.yaml at or above " + start + ": start with the ./oneclear launcher");
  }

  public Path cfg() {
    return root.resolve("cfg");
  }

  public Path deploy() {
    return root.resolve("deploy");
  }
}
