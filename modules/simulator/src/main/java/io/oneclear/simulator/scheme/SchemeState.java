package io.oneclear.simulator.scheme;

import io.oneclear.security.ClearKey;
import io.oneclear.simulator.scheme.key.KeyRing;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * All a scheme knows, as its state file tells it. Lines by their first letter: {@code S} version
 * and salt (first line), {@code A} an account and {@code E} an event (see {@code EventLines}),
 * {@code L} a mark in the log (see {@code SchemeBooks}), {@code D} the clearing date from here on,
 * {@code F} the clearing file of a date was made, {@code K} a key offered (under the ZMK), {@code
 * C} that key accepted.
 */
final class SchemeState {

  private static final String VERSION = "2";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Accounts accounts;
  private final Issuer issuer;
  private final KeyRing keys;
  private final Identity.Directory directory = new Identity.Directory();
  private final Map<LocalDate, Long> filed = new HashMap<>();
  private LocalDate clearingDate;
  private SchemeBooks books;

  private SchemeState(SchemeConfig config, byte[] salt) {
    this.accounts = new Accounts(config.cards(), config.bins(), salt);
    this.issuer = new Issuer(accounts, config.maxRemembered());
    this.keys = new KeyRing(config.keys().zmk(), config.keys().zpk(), config.keys().zak());
    this.clearingDate = config.firstClearingDate();
  }

  static SchemeState open(SchemeConfig config, RandomGenerator random) throws IOException {
    byte[] salt = salt(config.stateFile());
    boolean fresh = salt == null;
    if (fresh) {
      salt = new byte[16];
      random.nextBytes(salt);
    }
    SchemeState state = new SchemeState(config, salt);
    state.books =
        SchemeBooks.open(
            config.stateFile(),
            config.logFile(),
            state.accounts,
            state.directory,
            state.new Replayed());
    if (fresh) {
      state.books.add("S," + VERSION + "," + HEX.formatHex(salt));
      state.books.flush();
    }
    return state;
  }

  Accounts accounts() {
    return accounts;
  }

  Issuer issuer() {
    return issuer;
  }

  KeyRing keys() {
    return keys;
  }

  Identity.Directory directory() {
    return directory;
  }

  LocalDate clearingDate() {
    return clearingDate;
  }

  SchemeBooks books() {
    return books;
  }

  /**
   * Marks the clearing file of this date as made. The desk only.
   *
   * @return how many bytes of state count for it, the same every time
   */
  long file(LocalDate date, IssuerDesk.Lines lines) {
    Long before = filed.get(date);
    if (before != null) {
      return before;
    }
    long until = books.position();
    lines.add("F," + date.format(DateTimeFormatter.BASIC_ISO_DATE) + "," + until);
    filed.put(date, until);
    issuer.filed(date);
    return until;
  }

  /** Takes down a key before it is sent. The desk only. */
  String offerKey(KeyRing.Kind kind, ClearKey key, IssuerDesk.Lines lines) {
    String cryptogram = HEX.formatHex(keys.underZmk(key));
    lines.add("K," + kind + "," + cryptogram);
    keys.offer(kind, key);
    return cryptogram;
  }

  /** The offered key is the current one. The desk only. */
  KeyRing.Kind acceptKey(KeyRing.Kind kind, IssuerDesk.Lines lines) {
    lines.add("C," + kind);
    keys.accept(kind);
    return kind;
  }

  private final class Replayed implements SchemeBooks.Replay {

    @Override
    public void entry(Entry entry) {
      issuer.apply(entry);
    }

    @Override
    public void other(String[] columns) {
      switch (columns[0]) {
        case "S" -> {}
        case "D" -> {
          clearingDate = date(columns[1]);
          issuer.newDay();
        }
        case "F" -> {
          filed.put(date(columns[1]), Long.valueOf(columns[2]));
          issuer.filed(date(columns[1]));
        }
        case "K" ->
            keys.offer(KeyRing.Kind.valueOf(columns[1]), keys.opened(HEX.parseHex(columns[2])));
        case "C" -> keys.accept(KeyRing.Kind.valueOf(columns[1]));
        default -> throw new SchemeException("a line of the scheme's state is of no known kind");
      }
    }
  }

  /** The salt of an existing state; null if there is none yet. */
  private static byte[] salt(Path stateFile) throws IOException {
    if (!Files.exists(stateFile)) {
      return null;
    }
    try (BufferedReader lines = Files.newBufferedReader(stateFile, StandardCharsets.ISO_8859_1)) {
      String first = lines.readLine();
      if (first == null) {
        return null;
      }
      String prefix = "S," + VERSION + ",";
      if (!first.startsWith(prefix)) {
        throw new SchemeException(
            stateFile
                + " does not begin like a scheme's state of this version; without it and its"
                + " scheme.csv the scheme begins anew");
      }
      return HEX.parseHex(first.substring(prefix.length()));
    }
  }

  private static LocalDate date(String basic) {
    return LocalDate.parse(basic, DateTimeFormatter.BASIC_ISO_DATE);
  }
}
