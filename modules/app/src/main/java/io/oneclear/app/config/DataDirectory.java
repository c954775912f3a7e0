package io.oneclear.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where a node keeps what it makes. Paths in the configuration are relative to it. */
public record DataDirectory(Path root) {

  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  public Path resolve(Path configured) {
    return root.resolve(configured).normalize();
  }

  /** The embedded PostgreSQL's cluster. */
  public Path postgres() {
    return root.resolve("postgres");
  }

  /** What people connect their own programs with, in the demo. */
  public Path demo() {
    return root.resolve("demo");
  }

  /** The demo's own copy of the descriptors. */
  public Path deploy() {
    return root.resolve("deploy");
  }

  /** Makes the directory and {@code keys/} in it, for our eyes only. */
  public void prepare() {
    try {
      Files.createDirectories(root);
      // One that is there stays as it is, also if another process makes it at this moment.
      Files.createDirectories(
          root.resolve("keys"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new ConfigException("cannot use " + root + " as data directory: " + e.getMessage(), e);
    }
  }
}
