package io.oneclear.bench.purchase;

import io.oneclear.message.KeyBlock;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.MasterKey;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import java.security.SecureRandom;

/** The software security module as a node has it, under a master key of its own. */
public record KeyRoom(KeyCeremony ceremony, SecurityModule module, SecureRandom random) {

  private static final int DOUBLE_LENGTH = 16;

  /** With new keys. */
  public static KeyRoom fresh() {
    SecureRandom random = new SecureRandom();
    MasterKey lmk = MasterKey.random(random);
    return new KeyRoom(
        new KeyCeremony(lmk, random),
        new SoftwareSecurityModule(lmk, SoftwareModuleConfig.DEFAULT, random),
        random);
  }

  /** A new double-length key, wrapped. */
  KeyBlock newKey(KeyUsage usage) {
    return ceremony.wrap(usage, ceremony.newKey(DOUBLE_LENGTH));
  }
}
