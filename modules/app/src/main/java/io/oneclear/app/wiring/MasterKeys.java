package io.oneclear.app.wiring;

import io.oneclear.app.config.ConfigException;
import io.oneclear.security.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The two secrets everything else hangs on, from their files. */
record MasterKeys(MasterKey lmk, MasterKey panSecret) {

  static MasterKeys load(Setup setup, SecureRandom random) {
    return new MasterKeys(
        key(setup, "security.masterKey", setup.config().security().masterKey(), random),
        key(setup, "security.panSecret", setup.config().security().panSecret(), random));
  }

  private static MasterKey key(Setup setup, String name, Path configured, SecureRandom random) {
    Path file = setup.data().resolve(configured);
    try {
      if (Files.exists(file)) {
        return MasterKey.load(file);
      }
      if (setup.newKeys()) {
        return MasterKey.create(file, random);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(name + ": " + e.getMessage(), e);
    }
    throw new ConfigException(
        name + ": " + file + " is not there; put 64 hexadecimal digits into it, mode 600");
  }
}
