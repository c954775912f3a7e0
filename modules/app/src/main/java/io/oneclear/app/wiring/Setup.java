package io.oneclear.app.wiring;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.SecurityModule;
import io.oneclear.store.Registry;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * What a node is started with.
 *
 * @param clock the wall clock of everything on this node
 * @param newKeys whether missing key files are made; otherwise they must be there
 * @param seed what is brought into the database before anything is loaded from it
 * @param before what stands between the software security module and everybody who asks it;
 *     nothing, but in a proof of what happens when a module fails
 */
public record Setup(
    OneClearConfig config,
    Installation installation,
    DataDirectory data,
    Clock clock,
    boolean newKeys,
    Seed seed,
    UnaryOperator<SecurityModule> before) {

  /** Brings merchants, terminals and keys into a database. Run at every start. */
  @FunctionalInterface
  public interface Seed {

    /** Nothing: administration does it. */
    Seed NONE = (_, _) -> {};

    void plant(Registry registry, KeyCeremony ceremony);
  }
}
