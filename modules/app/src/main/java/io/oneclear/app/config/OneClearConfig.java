package io.oneclear.app.config;

import io.oneclear.console.ConsoleConfig;
import io.oneclear.link.FrontEndConfig;
import io.oneclear.link.scheme.SchemeLinkConfig;
import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.message.ResponseCodes;
import io.oneclear.message.cups.CupsOptions;
import io.oneclear.settlement.SettlementConfig;
import io.oneclear.settlement.calendar.CalendarYear;
import io.oneclear.settlement.fee.RefundFeePolicy;
import io.oneclear.settlement.files.Debtor;
import io.oneclear.store.DatabaseConfig;
import io.oneclear.store.embedded.EmbeddedConfig;
import io.oneclear.store.journal.JournalConfig;
import io.oneclear.switching.SwitchConfig;
import io.oneclear.switching.forward.StoreAndForwardConfig;
import io.oneclear.switching.route.BinTable;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * Everything a node is told: {@code cfg/oneclear.yaml} over the built-in defaults. Each section is
 * the config record of the room it belongs to, or close to it.
 *
 * @param node number of this node, unique among the nodes on one database
 * @param eventLoops threads that move bytes
 * @param links by name; each name is that of its section
 */
public record OneClearConfig(
    int node,
    int eventLoops,
    DatabaseSection database,
    JournalSection journal,
    SecuritySection security,
    FrontEndConfig terminals,
    Map<String, LinkSection> links,
    SwitchConfig switching,
    StoreAndForwardConfig storeAndForward,
    SettlementSection settlement,
    ConsoleConfig console) {

  private static final int MAX_NODE = 99;

  public OneClearConfig {
    if (node < 1 || node > MAX_NODE) {
      throw new IllegalArgumentException("node: " + node + " is not between 1 and " + MAX_NODE);
    }
    if (eventLoops < 1 || eventLoops > 64) {
      throw new IllegalArgumentException("eventLoops: " + eventLoops + " is not between 1 and 64");
    }
    links = Map.copyOf(links);
    links.forEach(
        (key, section) -> {
          if (!key.equals(section.link().name())) {
            throw new IllegalArgumentException(
                "links.%s.link.name: '%s' must be the name of its section"
                    .formatted(key, section.link().name()));
          }
        });
  }

  /**
   * A link to a scheme.
   *
   * @param link address, limits, institution codes
   * @param dialect what the scheme wants to see in the messages
   */
  public record LinkSection(SchemeLinkConfig link, CupsOptions dialect) {}

  /**
   * @param embedded run PostgreSQL ourselves, in the data directory; url and user are not used then
   * @param join with embedded: use the one that another node on this data directory runs, if it
   *     does
   * @param logAhead with embedded: megabytes of write-ahead log that are made with a new database
   * @param passwordFile holds the password and nothing else; null if the server asks for none
   */
  public record DatabaseSection(
      boolean embedded,
      boolean join,
      int logAhead,
      String url,
      String user,
      @MayBeAbsent Path passwordFile,
      int connections,
      int journalConnections,
      Duration connectWithin,
      Duration answerWithin) {

    public DatabaseSection {
      if (logAhead < 0 || logAhead > EmbeddedConfig.MOST_AHEAD) {
        throw new IllegalArgumentException(
            "database.logAhead is %d: it must be 0 to %d megabytes"
                .formatted(logAhead, EmbeddedConfig.MOST_AHEAD));
      }
    }

    /** How to reach a server that is not ours. */
    public DatabaseConfig external() {
      return at(url, user, password());
    }

    /** The same limits for another address. */
    public DatabaseConfig at(String address, String name, String password) {
      return new DatabaseConfig(
          address, name, password, connections, journalConnections, connectWithin, answerWithin);
    }

    private String password() {
      if (passwordFile == null) {
        return "";
      }
      try {
        return Files.readString(passwordFile).strip();
      } catch (IOException e) {
        throw new ConfigException(
            "database.passwordFile: cannot read " + passwordFile + ": " + e.getMessage(), e);
      }
    }
  }

  /** {@link JournalConfig} without the node's number, which stands above. */
  public record JournalSection(
      int writers,
      int queueCapacity,
      int groupSize,
      Duration decideWithin,
      Duration leaseFor,
      Duration heartbeat,
      Duration lifeLease) {

    public JournalConfig of(int node) {
      return new JournalConfig(
          node, writers, queueCapacity, groupSize, decideWithin, leaseFor, heartbeat, lifeLease);
    }
  }

  /**
   * @param masterKey file of the software module's master key
   * @param panSecret file of the secret that protects stored card numbers
   * @param maxOpenKeys opened keys kept ready
   * @param answerWithin longest wait for the security module's answer; then it is out of reach (96)
   * @param selfTestEvery how often the security module computes its known answers again
   */
  public record SecuritySection(
      Path masterKey,
      Path panSecret,
      int maxOpenKeys,
      Duration answerWithin,
      Duration selfTestEvery) {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);
    private static final Duration RAREST_TEST = Duration.ofDays(1);

    public SecuritySection {
      if (answerWithin.toMillis() < 1 || answerWithin.compareTo(LONGEST_ANSWER) > 0) {
        throw new IllegalArgumentException(
            "answerWithin is " + answerWithin + "; allowed is 1 ms to " + LONGEST_ANSWER);
      }
      if (selfTestEvery.toMillis() < 100 || selfTestEvery.compareTo(RAREST_TEST) > 0) {
        throw new IllegalArgumentException(
            "selfTestEvery is " + selfTestEvery + "; allowed is 100 ms to " + RAREST_TEST);
      }
    }
  }

  /**
   * {@link SettlementConfig}, and when the day ends.
   *
   * @param cutOver when the business day ends, local time
   * @param automatic cut over and settle by the clock; otherwise only when told to
   */
  public record SettlementSection(
      LocalTime cutOver,
      boolean automatic,
      Path inbox,
      Path bankAnswers,
      Path out,
      Debtor debtor,
      RefundFeePolicy refundFeePolicy,
      List<String> batchTextBanks,
      int maxItemsPerFile,
      int maxStatementPageRows,
      int maxOpenDifferences) {

    /** True from the hour on at which this business day ends. */
    public boolean isOver(LocalDate day, Instant now) {
      return !now.isBefore(day.atTime(cutOver).atZone(LocalTimes.ZONE).toInstant());
    }

    /** With its directories under {@code data}. */
    public SettlementConfig in(DataDirectory data) {
      return new SettlementConfig(
          data.resolve(inbox),
          data.resolve(bankAnswers),
          data.resolve(out),
          debtor,
          refundFeePolicy,
          batchTextBanks,
          maxItemsPerFile,
          maxStatementPageRows,
          maxOpenDifferences);
    }
  }

  /** Reads {@code cfg/oneclear.yaml} of an installation. */
  public static OneClearConfig read(Installation installation, Map<String, String> settings) {
    return read(installation.cfg().resolve("oneclear.yaml"), settings);
  }

  /**
   * Reads a file over the built-in defaults.
   *
   * @param settings path of a key → its value, stronger than the file: what the command line says
   * @throws ConfigException if anything in it is wrong
   */
  public static OneClearConfig read(Path file, Map<String, String> settings) {
    try (InputStream defaults = OneClearConfig.class.getResourceAsStream("defaults.yaml")) {
      return new YamlRecords().read(defaults, file, settings, OneClearConfig.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code cfg/bins.yaml}. */
  public static BinTable bins(Installation installation) {
    return BinFile.read(installation.cfg().resolve("bins.yaml"));
  }

  /** {@code cfg/response-codes.yaml}. */
  public static ResponseCodes responseCodes(Installation installation) {
    return CodeFile.read(installation.cfg().resolve("response-codes.yaml"));
  }

  /** {@code cfg/fees/*.yaml}. */
  public static FeeBook fees(Installation installation) {
    return FeeFile.readAll(installation.cfg().resolve("fees"));
  }

  /** {@code cfg/calendar/cn-*.yaml}. */
  public static List<CalendarYear> calendar(Installation installation) {
    return CalendarFile.all(installation.cfg().resolve("calendar"));
  }
}
