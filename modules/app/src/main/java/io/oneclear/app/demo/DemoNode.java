package io.oneclear.app.demo;

import io.oneclear.app.beans.Ignition;
import io.oneclear.app.config.ConfigException;
import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.HostPort;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.app.wiring.Setup;
import io.oneclear.app.wiring.Wiring;
import io.oneclear.link.LinkException;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.security.SecurityModule;
import io.oneclear.settlement.SettlementConfig;
import io.oneclear.settlement.files.ClearingFile;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.DemoTerminal;
import io.oneclear.simulator.bank.BankConfig;
import io.oneclear.simulator.bank.BankSimulator;
import io.oneclear.simulator.scheme.SchemeSimulator;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A node with the other side's simulators beside it, each behind its own socket or directory. It
 * works on a copy of the descriptors, so that nothing is ever written into the installation.
 */
public final class DemoNode implements AutoCloseable {

  private static final String LINK_KEY = "links." + DemoData.LINK + ".link";
  private static final Duration START = Duration.ofMinutes(2);

  private final Clock clock;
  private final DemoData data;
  private final PosDialect dialect;
  private final Optional<SchemeSimulator> scheme;
  private final BankSimulator bank;
  private final Wiring wiring;
  private final Ignition ignition;
  private final Path inbox;
  private SchemeFollower follower;

  private DemoNode(
      Installation installation,
      DataDirectory directory,
      DemoOptions options,
      UnaryOperator<SecurityModule> before,
      SecureRandom random)
      throws IOException, LinkException {
    directory.prepare();
    clock = DemoClock.choose(Clock.system(LocalTimes.ZONE), OneClearConfig.calendar(installation));
    data = DemoData.open(installation, directory, options.size(), random, clock);

    Map<String, String> settings = settings(options);
    OneClearConfig planned = OneClearConfig.read(installation, settings);
    SettlementConfig files = planned.settlement().in(directory);
    inbox = files.inbox();
    Dialects dialects = Dialects.load(installation);
    dialect = new PosDialect(dialects.pos(), dialects.posOptions());

    scheme =
        options.scheme().isPresent()
            ? Optional.empty()
            : Optional.of(
                new DemoScheme(installation, directory, data, clock, random)
                    .start(planned, dialects, 0));
    bank =
        BankSimulator.open(
            BankConfig.of(
                files.out(), files.bankAnswers(), directory.demo().resolve("bank.csv"), List.of()),
            clock);

    HostPort upstream =
        options.scheme().orElseGet(() -> new HostPort(DemoScheme.LOCAL, scheme().port()));
    settings.put(LINK_KEY + ".host", upstream.host());
    settings.put(LINK_KEY + ".port", Integer.toString(upstream.port()));
    OneClearConfig config = OneClearConfig.read(installation, settings);
    wiring = new Wiring(new Setup(config, installation, directory, clock, true, data, before));
    copyDescriptors(installation.deploy(), directory.deploy());
    ignition = new Ignition(directory.deploy(), wiring);
  }

  /**
   * Starts everything and returns when a terminal can sell.
   *
   * @throws ConfigException if something it needs cannot be used
   */
  public static DemoNode start(
      Installation installation, DataDirectory directory, DemoOptions options) {
    return start(installation, directory, options, UnaryOperator.identity());
  }

  /**
   * The same with something before its security module.
   *
   * @param before see {@link Setup}
   */
  public static DemoNode start(
      Installation installation,
      DataDirectory directory,
      DemoOptions options,
      UnaryOperator<SecurityModule> before) {
    try {
      DemoNode node = new DemoNode(installation, directory, options, before, new SecureRandom());
      node.ignite();
      return node;
    } catch (IOException | LinkException e) {
      throw new ConfigException("the demo cannot start: " + e.getMessage(), e);
    }
  }

  private void ignite() {
    try {
      ignition.startAndWait(START);
      wiring.awaitLink(START);
      if (scheme.isPresent()) {
        follower = new SchemeFollower(scheme.get(), wiring.settlement());
        follower.start();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Map<String, String> settings(DemoOptions options) {
    Map<String, String> settings = new HashMap<>();
    settings.put("database.embedded", "true");
    settings.put("settlement.automatic", "false");
    settings.put("terminals.host", DemoScheme.LOCAL);
    options.port().ifPresent(port -> settings.put("terminals.port", port.toString()));
    options.consolePort().ifPresent(port -> settings.put("console.port", port.toString()));
    options
        .upstreamTimeout()
        .ifPresent(
            timeout -> settings.put(LINK_KEY + ".requestTimeout", timeout.toMillis() + "ms"));
    settings.putAll(options.settings());
    return settings;
  }

  private static void copyDescriptors(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> old = Files.list(to)) {
      for (Path file : old.toList()) {
        Files.deleteIfExists(file);
      }
    }
    try (Stream<Path> descriptors = Files.list(from)) {
      for (Path file : descriptors.filter(path -> path.toString().endsWith(".xml")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  public Wiring wiring() {
    return wiring;
  }

  /** The scheme beside the node; there is none if the options name one elsewhere. */
  public SchemeSimulator scheme() {
    return scheme.orElseThrow(() -> new IllegalStateException("the scheme runs elsewhere"));
  }

  public BankSimulator bank() {
    return bank;
  }

  /** True if the scheme has put its clearing file of a date into the inbox. */
  boolean clearingFileThere(LocalDate date) {
    return Files.exists(inbox.resolve(ClearingFile.nameFor(date)));
  }

  /** The clock everything here goes by. */
  public Clock clock() {
    return clock;
  }

  /** How terminals write their messages. */
  public PosDialect dialect() {
    return dialect;
  }

  public List<DemoTerminal> terminals() {
    return data.terminals();
  }

  public List<DemoCard> cards() {
    return data.cards();
  }

  /** {@code HOST:PORT} for terminals. */
  public String terminalsAddress() {
    return wiring.terminalsAddress().orElseThrow();
  }

  /** Where terminals connect to. */
  public int terminalsPort() {
    String address = terminalsAddress();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  @Override
  public void close() {
    if (follower != null) {
      follower.close();
    }
    ignition.stop();
    wiring.close();
    scheme.ifPresent(SchemeSimulator::close);
    bank.close();
  }
}
