package io.oneclear.app.command;

import io.oneclear.app.output.CommandFailure;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Reads keys, hexadecimal, one a line: from standard input, or asked for one by one and not shown
 * if somebody sits at a terminal. Never repeats what it read.
 */
final class KeyInput {

  private static final int MAX_INPUT = 1_024;

  private final InputStream in;
  private final Console console;

  private KeyInput(InputStream in, Console console) {
    this.in = in;
    this.console = console;
  }

  /** The process's own. */
  @SuppressWarnings("SystemConsoleNull") // without a terminal it is still null, whatever was said
  static KeyInput standard() {
    Console console = System.console();
    return new KeyInput(System.in, console != null && console.isTerminal() ? console : null);
  }

  /** Another stream, for whoever has no terminal. */
  static KeyInput from(InputStream in) {
    return new KeyInput(in, null);
  }

  /** A key that is whole, because it is encrypted. */
  byte[] encrypted(Set<Integer> lengths) {
    return lines(1, 1, "encrypted key", lengths).getFirst();
  }

  /** The parts of a key, each of its length. */
  List<byte[]> components(int least, int most, int length) {
    return lines(least, most, "component", Set.of(length));
  }

  private List<byte[]> lines(int least, int most, String what, Set<Integer> lengths) {
    List<char[]> typed = console == null ? piped() : asked(least, most, what);
    try {
      if (typed.size() < least || typed.size() > most) {
        throw new CommandFailure(
            "standard input: %s needed, one %s a line; there %s %d"
                .formatted(
                    least == most
                        ? least + (least == 1 ? " line is" : " lines are")
                        : least + " to " + most + " lines are",
                    what,
                    typed.size() == 1 ? "is" : "are",
                    typed.size()));
      }
      List<byte[]> lines = new ArrayList<>();
      for (char[] line : typed) {
        lines.add(bytes(line, most == 1 ? what : what + " " + (lines.size() + 1), lengths));
      }
      return lines;
    } finally {
      typed.forEach(line -> Arrays.fill(line, '\0'));
    }
  }

  private List<char[]> asked(int least, int most, String what) {
    List<char[]> typed = new ArrayList<>();
    while (typed.size() < most) {
      String which = most == 1 ? what : what + " " + (typed.size() + 1);
      String end = typed.size() < least ? "" : ", or nothing if there is none";
      char[] line = console.readPassword("%s (not shown%s): ", which, end);
      if (line == null || line.length == 0) {
        break;
      }
      typed.add(line);
    }
    return typed;
  }

  private List<char[]> piped() {
    try {
      byte[] all = in.readNBytes(MAX_INPUT + 1);
      if (all.length > MAX_INPUT) {
        throw new CommandFailure(
            "standard input: more than %d characters are no key".formatted(MAX_INPUT));
      }
      return new String(all, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> !line.isBlank())
          .map(String::toCharArray)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    }
  }

  private static byte[] bytes(char[] line, String which, Set<Integer> lengths) {
    CharBuffer digits = CharBuffer.allocate(line.length);
    for (char c : line) {
      if (!Character.isWhitespace(c)) {
        digits.put(c);
      }
    }
    digits.flip();
    try {
      byte[] key = HexFormat.of().parseHex(digits);
      if (lengths.contains(key.length)) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // The cause would repeat characters of the key. What is needed is said below.
    } finally {
      Arrays.fill(digits.array(), '\0');
    }
    throw new CommandFailure(
        "%s: %s hexadecimal digits are needed"
            .formatted(
                which,
                String.join(
                    " or ",
                    lengths.stream()
                        .sorted()
                        .map(length -> Integer.toString(2 * length))
                        .toList())));
  }
}
