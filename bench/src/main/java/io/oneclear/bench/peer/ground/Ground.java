package io.oneclear.bench.peer.ground;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.app.demo.DemoData;
import io.oneclear.app.demo.DemoSize;
import io.oneclear.app.wiring.Dialects;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.MasterKey;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import io.oneclear.switching.stamp.LocalTimes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * The demo's data as a peer uses it.
 *
 * @param module with a master key of this run
 * @param vault the terminals' keys under that master key
 */
public record Ground(
    Installation installation,
    DataDirectory directory,
    DemoData data,
    Dialects dialects,
    Clock clock,
    SecureRandom random,
    KeyCeremony ceremony,
    SecurityModule module,
    TerminalVault vault) {

  /**
   * Reads {@code demo/} of the data directory, or makes it.
   *
   * @param terminals so many at least
   */
  public static Ground open(Installation installation, DataDirectory directory, int terminals) {
    directory.prepare();
    Clock clock = Clock.system(LocalTimes.ZONE);
    SecureRandom random = new SecureRandom();
    DemoData data =
        DemoData.open(installation, directory, DemoSize.ofTerminals(terminals), random, clock);
    MasterKey lmk = MasterKey.random(random);
    KeyCeremony ceremony = new KeyCeremony(lmk, random);
    int openKeys = OneClearConfig.read(installation, Map.of()).security().maxOpenKeys();
    SecurityModule module =
        new SoftwareSecurityModule(lmk, new SoftwareModuleConfig(openKeys), random);
    return new Ground(
        installation,
        directory,
        data,
        Dialects.load(installation),
        clock,
        random,
        ceremony,
        module,
        TerminalVault.of(data.terminals(), ceremony, module));
  }

  /** How terminals write. */
  public PosDialect posDialect() {
    return new PosDialect(dialects.pos(), dialects.posOptions());
  }

  @Override
  public String toString() {
    return "Ground[" + directory.root() + "]";
  }
}
