package io.oneclear.store.embedded;

import io.oneclear.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The directory of an embedded server: {@code cluster/} is PostgreSQL's own data directory, {@code
 * password} is for its only user, {@code port} says where it was started last.
 */
final class Cluster {

  static final String USER = "oneclear";
  private static final Duration INIT_WITHIN = Duration.ofMinutes(2);

  private final Path directory;

  Cluster(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  Path data() {
    return directory.resolve("cluster");
  }

  Path log() {
    return directory.resolve("postgresql.log");
  }

  Path lock() {
    return directory.resolve("lock");
  }

  /**
   * Makes the directory and, if there is none yet, a cluster in it.
   *
   * @param logAhead megabytes of its log that are made with it
   */
  void prepare(Binaries binaries, CommandRunner runner, int logAhead) {
    try {
      Files.createDirectories(directory);
      if (Files.exists(data().resolve("PG_VERSION"))) {
        return;
      }
      // Made beside its place and renamed: what a crash leaves half-made is never taken for a
      // cluster.
      Path fresh = directory.resolve("cluster.new");
      if (Files.exists(fresh)) {
        Binaries.delete(fresh);
      }
      writePassword();
      runner.own(directory);
      LogSegments segments = LogSegments.begin(directory.resolve("log.new"), logAhead);
      try {
        runner.run(
            binaries.program("initdb"),
            List.of(
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale"),
            INIT_WITHIN);
        segments.put(fresh);
      } catch (IOException | StoreException e) {
        segments.giveUp();
        throw e;
      }
      runner.own(fresh);
      Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException("cannot make a cluster in " + directory, e);
    }
  }

  private Path passwordFile() {
    return directory.resolve("password");
  }

  private void writePassword() throws IOException {
    Files.deleteIfExists(passwordFile());
    Files.createFile(
        passwordFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Files.writeString(
        passwordFile(), HexFormat.of().formatHex(random), StandardOpenOption.TRUNCATE_EXISTING);
  }

  String password() {
    return read(passwordFile())
        .orElseThrow(() -> new StoreException("no password in " + directory))
        .strip();
  }

  void rememberPort(int port) {
    try {
      Path fresh = directory.resolve("port.new");
      Files.writeString(fresh, Integer.toString(port));
      Files.move(
          fresh,
          directory.resolve("port"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StoreException("cannot write into " + directory, e);
    }
  }

  /** The port of the last start. */
  int port() {
    return read(directory.resolve("port"))
        .map(text -> Integer.parseInt(text.strip()))
        .orElseThrow(() -> new StoreException("no server has been started in " + directory));
  }

  /** The server that runs on this cluster, whoever started it. */
  Optional<ProcessHandle> runningServer() {
    return read(data().resolve("postmaster.pid"))
        .flatMap(text -> text.lines().findFirst())
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
        .filter(this::worksHere);
  }

  /** Where the running server listens, by its own word; empty if it has not said so yet. */
  Optional<Integer> runningPort() {
    return read(data().resolve("postmaster.pid"))
        .flatMap(text -> text.lines().skip(3).findFirst())
        .filter(line -> line.strip().matches("[0-9]{1,5}"))
        .map(line -> Integer.parseInt(line.strip()));
  }

  /** The program and the arguments of the last start, as the server wrote them down. */
  Optional<String> startedWith() {
    return read(data().resolve("postmaster.opts")).map(String::strip);
  }

  /** Process numbers are used again: a server is known by its working directory. */
  private boolean worksHere(ProcessHandle process) {
    try {
      return process.isAlive()
          && Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
              .equals(data().toRealPath());
    } catch (IOException gone) {
      return false;
    }
  }

  /** The last lines of the server's log, for a message to a person. */
  String lastWords() {
    List<String> lines = read(log()).orElse("").lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException("cannot read " + file, e);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
