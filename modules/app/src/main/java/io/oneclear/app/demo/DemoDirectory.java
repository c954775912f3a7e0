package io.oneclear.app.demo;

import io.oneclear.app.config.ConfigException;
import io.oneclear.security.ClearKey;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoFiles;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.scheme.LinkKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * {@code DIR/demo}: the files people connect their own programs with. Each is made whole or not at
 * all, and once made it stays.
 */
record DemoDirectory(Path directory) {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String LINK_KEYS = "link,usage,key";

  DemoDirectory {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw broken(directory, e);
    }
  }

  /**
   * Does work in a directory while nobody else does: of two programs that start at once on an empty
   * one, one makes the files and the other reads them.
   */
  static <T> T alone(Path path, Function<DemoDirectory, T> work) {
    DemoDirectory directory = new DemoDirectory(path);
    Path lock = path.resolve(".lock");
    // A file's lock holds between processes, and is refused within one.
    synchronized (DemoDirectory.class) {
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        return work.apply(directory);
      } catch (IOException e) {
        throw broken(lock, e);
      }
    }
  }

  /**
   * @param atLeast so many must be in the file
   * @param more all that should be, given those that are
   */
  List<DemoTerminal> terminals(int atLeast, UnaryOperator<List<DemoTerminal>> more) {
    Path file = directory.resolve("terminals.csv");
    List<DemoTerminal> have = Files.exists(file) ? read(file, DemoFiles::terminals) : List.of();
    if (have.isEmpty() || have.size() < atLeast) {
      write(
          file,
          "terminal_id,merchant_id,tmk,algorithm",
          more.apply(have).stream().map(DemoDirectory::line));
    }
    return read(file, DemoFiles::terminals);
  }

  private static String line(DemoTerminal terminal) {
    return String.join(
        ",",
        terminal.id().code(),
        terminal.merchant().code(),
        HEX.formatHex(terminal.tmk().clear()),
        switch (terminal.algorithm()) {
          case DES -> "DES";
          case TRIPLE_DES -> "3DES";
        });
  }

  List<DemoCard> cards(Supplier<List<DemoCard>> fresh) {
    Path file = directory.resolve("cards.csv");
    if (Files.notExists(file)) {
      write(file, "pan,pin,expiry,track2,product", fresh.get().stream().map(DemoDirectory::line));
    }
    return read(file, DemoFiles::cards);
  }

  private static String line(DemoCard card) {
    return String.join(
        ",",
        card.pan().clear(),
        card.pin(),
        card.expiry(),
        card.track2().clear().replace('D', '='),
        card.product().name());
  }

  LinkKeys linkKeys(Supplier<LinkKeys> fresh) {
    Path file = directory.resolve("link-keys.csv");
    if (Files.notExists(file)) {
      LinkKeys keys = fresh.get();
      write(
          file,
          LINK_KEYS,
          Stream.of(line("ZMK", keys.zmk()), line("ZPK", keys.zpk()), line("ZAK", keys.zak())));
    }
    List<String> lines = read(file, Files::readAllLines);
    return new LinkKeys(key(file, lines, 1), key(file, lines, 2), key(file, lines, 3));
  }

  private static String line(String usage, ClearKey key) {
    return String.join(",", DemoData.LINK, usage, HEX.formatHex(key.clear()));
  }

  private static ClearKey key(Path file, List<String> lines, int line) {
    String[] columns = line < lines.size() ? lines.get(line).split(",", -1) : new String[0];
    if (columns.length != 3) {
      throw new ConfigException(
          file + ":" + (line + 1) + ": a line of " + LINK_KEYS + " is needed");
    }
    return ClearKey.des(columns[2]);
  }

  private static void write(Path file, String header, Stream<String> lines) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(part, Stream.concat(Stream.of(header), lines).toList(), StandardCharsets.UTF_8);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw broken(file, e);
    }
  }

  private static <T> T read(Path file, Reader<T> reader) {
    try {
      return reader.read(file);
    } catch (IOException e) {
      throw broken(file, e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage(), e);
    }
  }

  private static ConfigException broken(Path file, IOException e) {
    return new ConfigException("cannot use " + file + ": " + e.getMessage(), e);
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(Path file) throws IOException;
  }
}
