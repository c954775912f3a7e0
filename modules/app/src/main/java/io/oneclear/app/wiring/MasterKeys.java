package io.oneclear.app.wiring;

import io.oneclear.app.config.ConfigException;
import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.OneClearConfig;
import io.oneclear.security.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** The two secrets everything else hangs on, from their files. */
public record MasterKeys(MasterKey lmk, MasterKey panSecret) {

  private static final String LMK = "security.masterKey";
  private static final String PAN_SECRET = "security.panSecret";

  static MasterKeys load(Setup setup, SecureRandom random) {
    return new MasterKeys(
        key(setup, LMK, setup.config().security().masterKey(), random),
        key(setup, PAN_SECRET, setup.config().security().panSecret(), random));
  }

  private static MasterKey key(Setup setup, String name, Path configured, SecureRandom random) {
    Path file = setup.data().resolve(configured);
    return setup.newKeys() && Files.notExists(file) ? make(name, file, random) : read(name, file);
  }

  /** The key over all keys, from its file. */
  public static MasterKey lmk(OneClearConfig config, DataDirectory data) {
    return read(LMK, data.resolve(config.security().masterKey()));
  }

  /**
   * Makes both files, mode 600, and tells where they are. If one of them is there already, neither
   * is made: what a database holds under it would be lost with it.
   */
  public static List<Path> create(OneClearConfig config, DataDirectory data, SecureRandom random) {
    Path lmk = data.resolve(config.security().masterKey());
    Path panSecret = data.resolve(config.security().panSecret());
    for (Path file : List.of(lmk, panSecret)) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ConfigException(
            file + " is there already and stays: a database may depend on it; nothing was made");
      }
    }
    data.prepare();
    make(LMK, lmk, random);
    make(PAN_SECRET, panSecret, random);
    return List.of(lmk, panSecret);
  }

  private static MasterKey make(String name, Path file, SecureRandom random) {
    try {
      return MasterKey.create(file, random);
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          "%s: make the directory %s first, mode 700".formatted(name, file.getParent()), e);
    } catch (IOException e) {
      throw new ConfigException(name + ": cannot make " + e.getMessage(), e);
    }
  }

  private static MasterKey read(String name, Path file) {
    if (Files.notExists(file)) {
      throw new ConfigException(
          name
              + ": "
              + file
              + " is not there; put back the one that the data were made under, or, for a new node,"
              + " 'oneclear key new-master' makes it");
    }
    try {
      return MasterKey.load(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(name + ": " + e.getMessage(), e);
    }
  }
}
