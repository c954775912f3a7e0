package io.oneclear.bench.peer.ground;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SecurityModule.WorkingKeys;
import io.oneclear.simulator.DemoTerminal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The terminals' keys under the module's master key, in memory. For any number of threads. */
public final class TerminalVault {

  private final SecurityModule module;
  private final Map<String, KeyBlock> masterKeys;
  private final Map<String, WorkingKeys> workingKeys = new ConcurrentHashMap<>();

  private TerminalVault(SecurityModule module, Map<String, KeyBlock> masterKeys) {
    this.module = module;
    this.masterKeys = masterKeys;
  }

  static TerminalVault of(
      List<DemoTerminal> terminals, KeyCeremony ceremony, SecurityModule module) {
    Map<String, KeyBlock> masterKeys = new HashMap<>();
    for (DemoTerminal terminal : terminals) {
      masterKeys.put(terminal.id().code(), ceremony.wrap(KeyUsage.KEY_ENCRYPTION, terminal.tmk()));
    }
    return new TerminalVault(module, Map.copyOf(masterKeys));
  }

  /** Fresh working keys, in force from here on; empty if nobody knows the terminal. */
  public Optional<WorkingKeys> signOn(TerminalId terminal, KeyScheme scheme) {
    KeyBlock tmk = masterKeys.get(terminal.code());
    if (tmk == null) {
      return Optional.empty();
    }
    WorkingKeys keys = module.newWorkingKeys(scheme, tmk).join();
    workingKeys.put(terminal.code(), keys);
    return Optional.of(keys);
  }

  /** The keys of the last sign-on; null before it. */
  public WorkingKeys keys(String terminal) {
    return workingKeys.get(terminal);
  }
}
