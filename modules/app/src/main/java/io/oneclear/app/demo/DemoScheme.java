package io.oneclear.app.demo;

import io.oneclear.app.config.ConfigException;
import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.config.OneClearConfig.LinkSection;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.link.LinkException;
import io.oneclear.message.cups.CupsDialect;
import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.SchemeBin;
import io.oneclear.simulator.scheme.SchemeConfig;
import io.oneclear.simulator.scheme.SchemeSimulator;
import io.oneclear.switching.route.Bin;
import io.oneclear.switching.stamp.LocalTimes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The card scheme of the demo, with the keys, cards and BINs that its node is set up with.
 *
 * @param random makes keys and the salt
 */
public record DemoScheme(
    Installation installation,
    DataDirectory directory,
    DemoData data,
    Clock clock,
    SecureRandom random) {

  static final String LOCAL = "127.0.0.1";

  private static final Duration LATE_AFTER_TIME_OUT = Duration.ofSeconds(1);
  private static final int ISSUER_DIGITS = 8;

  /**
   * Starts the scheme for a node that is another process. Makes the demo's terminals, cards and
   * keys in the data directory if they are not there yet; the node will find them.
   *
   * @param port 0 lets the system choose
   * @param size of the demo
   * @throws ConfigException if something it needs cannot be used
   */
  public static SchemeSimulator alone(
      Installation installation, DataDirectory directory, int port, DemoSize size) {
    SecureRandom random = new SecureRandom();
    Clock clock =
        DemoClock.choose(Clock.system(LocalTimes.ZONE), OneClearConfig.calendar(installation));
    directory.prepare();
    DemoData data = DemoData.open(installation, directory, size, random, clock);
    try {
      return new DemoScheme(installation, directory, data, clock, random)
          .start(OneClearConfig.read(installation, Map.of()), Dialects.load(installation), port);
    } catch (IOException | LinkException e) {
      throw new ConfigException("the scheme cannot start: " + e.getMessage(), e);
    }
  }

  SchemeSimulator start(OneClearConfig config, Dialects dialects, int port)
      throws IOException, LinkException {
    LinkSection link = config.links().get(DemoData.LINK);
    SchemeConfig scheme =
        SchemeConfig.of(
            LOCAL,
            port,
            data.linkKeys(),
            data.cards(),
            OneClearConfig.bins(installation).bins().stream().map(DemoScheme::bin).toList(),
            LocalTimes.day(clock.instant()),
            directory.demo(),
            config.settlement().in(directory).inbox(),
            link.link().requestTimeout().plus(LATE_AFTER_TIME_OUT));
    return SchemeSimulator.start(
        scheme, new CupsDialect(dialects.cups(), link.dialect()), clock, random);
  }

  private static SchemeBin bin(Bin bin) {
    String issuer = "01" + "0".repeat(ISSUER_DIGITS - 2 - Math.min(6, bin.prefix().length()));
    return new SchemeBin(
        bin.prefix(),
        CardProduct.of(bin.product().name()),
        issuer + bin.prefix().substring(0, Math.min(6, bin.prefix().length())));
  }
}
