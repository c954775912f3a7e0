package io.oneclear.simulator;

import io.oneclear.message.MerchantId;
import io.oneclear.message.Pan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.Track2;
import io.oneclear.security.ClearKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code terminals.csv} ({@code terminal_id,merchant_id,tmk,algorithm}) and {@code cards.csv}
 * ({@code pan,pin,expiry,track2,product}), each with that header line. A bad line is refused by its
 * number, never by its content.
 */
public final class DemoFiles {

  private static final String TERMINALS = "terminal_id,merchant_id,tmk,algorithm";
  private static final String CARDS = "pan,pin,expiry,track2,product";

  private DemoFiles() {}

  /** The terminals of the file, in its order. */
  public static List<DemoTerminal> terminals(Path file) throws IOException {
    return lines(
        file,
        TERMINALS,
        columns ->
            new DemoTerminal(
                new TerminalId(columns[0]),
                new MerchantId(columns[1]),
                ClearKey.des(columns[2]),
                TerminalAlgorithm.of(columns[3])));
  }

  /** The cards of the file, in its order. */
  public static List<DemoCard> cards(Path file) throws IOException {
    return lines(
        file,
        CARDS,
        columns ->
            new DemoCard(
                new Pan(columns[0]),
                columns[1],
                columns[2],
                new Track2(columns[3]),
                CardProduct.of(columns[4])));
  }

  private static <T> List<T> lines(Path file, String header, Reader<T> reader) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.isEmpty() || !lines.getFirst().strip().equals(header)) {
      throw new IllegalArgumentException(file + ": the first line must be " + header);
    }
    int width = header.split(",", -1).length;
    List<T> read = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        String[] columns = lines.get(i).strip().split(",", -1);
        if (columns.length != width) {
          throw new IllegalArgumentException(
              file + ":" + (i + 1) + ": " + width + " columns are needed");
        }
        read.add(parse(file, i + 1, reader, columns));
      }
    }
    return List.copyOf(read);
  }

  private static <T> T parse(Path file, int line, Reader<T> reader, String[] columns) {
    try {
      return reader.read(columns);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ":" + line + ": " + e.getMessage(), e);
    }
  }

  private interface Reader<T> {
    T read(String[] columns);
  }
}
