package io.oneclear.bench.peer.q2;

import io.oneclear.bench.peer.ground.TerminalVault;
import io.oneclear.message.KeyBlock;
import io.oneclear.security.SecurityModule;
import java.time.Clock;
import org.jpos.core.ConfigurationException;
import org.jpos.util.NameRegistrar;

/**
 * What the participants share.
 *
 * @param zpk the link's PIN key
 * @param zak the link's MAC key
 */
public record Services(
    SecurityModule module,
    TerminalVault vault,
    KeyBlock zpk,
    KeyBlock zak,
    TransactionLog log,
    Numbers numbers,
    Clock clock) {

  private static final String NAME = "services";

  void register() {
    NameRegistrar.register(NAME, this);
  }

  static void unregister() {
    NameRegistrar.unregister(NAME);
  }

  static Services registered() throws ConfigurationException {
    Services services = NameRegistrar.getIfExists(NAME);
    if (services == null) {
      throw new ConfigurationException("no " + NAME + " are registered");
    }
    return services;
  }
}
