package io.oneclear.app.administration;

import io.oneclear.app.output.CommandFailure;
import io.oneclear.app.wiring.Books;
import io.oneclear.app.wiring.MasterKeys;
import io.oneclear.app.wiring.Site;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyCeremony;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.MasterKey;
import io.oneclear.security.SecurityModule;
import io.oneclear.security.SecurityModuleException;
import io.oneclear.security.SoftwareModuleConfig;
import io.oneclear.security.SoftwareSecurityModule;
import io.oneclear.store.Registry;
import io.oneclear.store.Registry.LinkKeyUsage;
import io.oneclear.switching.stamp.LocalTimes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Takes keys into the node: under its master key into its database. A key that is taken in is told
 * by its check value, the first six digits of zeros encrypted under it, which both sides compare.
 */
public final class KeyCustody {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int CHECKED_BYTES = 3;
  private static final int MAX_SERIAL = 64;

  private final Site site;
  private final Registry registry;
  private final KeyCeremony ceremony;
  private final SecurityModule module;

  /** Reads the master key, which must be there. */
  public KeyCustody(Books books, SecureRandom random) {
    this.site = books.site();
    this.registry = books.registry();
    MasterKey lmk = MasterKeys.lmk(site.config(), site.data());
    this.ceremony = new KeyCeremony(lmk, random);
    this.module =
        new SoftwareSecurityModule(
            lmk, new SoftwareModuleConfig(site.config().security().maxOpenKeys()), random);
  }

  /** Fails unless the configuration has the link and the usage's key can be taken in now. */
  public void expect(String link, LinkKeyUsage usage) {
    if (!site.config().links().containsKey(link)) {
      throw new CommandFailure(
          "--link: '%s' is not one of %s".formatted(link, site.config().links().keySet()));
    }
    if (usage != LinkKeyUsage.ZMK) {
      exchangeKey(link);
    }
  }

  /**
   * Stores a link's ZMK.
   *
   * @param expected the check value the other side told, if it did; another one is refused
   * @return its check value
   */
  public String takeExchangeKey(String link, ClearKey zmk, Optional<String> expected) {
    return store(
        link,
        LinkKeyUsage.ZMK,
        KeyUsage.KEY_ENCRYPTION,
        ceremony.wrap(KeyUsage.KEY_ENCRYPTION, zmk),
        expected);
  }

  /**
   * Stores a link's ZPK or ZAK, which came encrypted (ECB) under its ZMK.
   *
   * @param expected the check value the other side told, if it did; another one is refused
   * @return its check value
   */
  public String takeWorkingKey(
      String link, LinkKeyUsage usage, byte[] encrypted, Optional<String> expected) {
    if (Components.zero(encrypted)) {
      throw new CommandFailure("the encrypted key is zero: nothing that was encrypted looks so");
    }
    KeyUsage bound =
        switch (usage) {
          case ZMK -> KeyUsage.KEY_ENCRYPTION;
          case ZPK -> KeyUsage.PIN_ENCRYPTION;
          case ZAK -> KeyUsage.MAC;
        };
    KeyBlock key = answer(module.importKey(bound, exchangeKey(link), encrypted));
    return store(link, usage, bound, key, expected);
  }

  private String store(
      String link, LinkKeyUsage usage, KeyUsage bound, KeyBlock key, Optional<String> expected) {
    String checkValue = matching(bound, key, expected);
    registry.saveLinkKey(link, usage, key, site.clock().instant());
    return checkValue;
  }

  private KeyBlock exchangeKey(String link) {
    return registry
        .linkKey(link, LinkKeyUsage.ZMK)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "link %s has no ZMK yet: 'oneclear key load --link %s --usage ZMK' comes first"
                        .formatted(link, link)));
  }

  /** Fails unless a device could be given this code now. */
  public void expect(TerminalId id, MerchantId merchant, String serialNumber) {
    MerchantState state =
        registry
            .merchant(merchant)
            .map(Merchant::state)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "--merchant: there is no merchant %s; 'oneclear merchant load' adds one"
                            .formatted(merchant)));
    if (state == MerchantState.CLOSED) {
      throw new CommandFailure("--merchant: merchant %s is closed".formatted(merchant));
    }
    if (serialNumber.isBlank() || serialNumber.length() > MAX_SERIAL) {
      throw new CommandFailure("--serial: 1 to %d characters are needed".formatted(MAX_SERIAL));
    }
    if (registry.terminal(id).isPresent()) {
      throw new CommandFailure("there is a terminal %s already".formatted(id));
    }
    registry
        .terminalOfDevice(serialNumber)
        .ifPresent(
            other -> {
              throw new CommandFailure(
                  "--serial: the device %s is terminal %s already"
                      .formatted(serialNumber, other.id()));
            });
  }

  /**
   * Gives a device a code and its master key.
   *
   * @return the key's check value
   */
  public String addTerminal(NewTerminal wanted, ClearKey tmk, Optional<String> expected) {
    KeyBlock key = ceremony.wrap(KeyUsage.KEY_ENCRYPTION, tmk);
    String checkValue = matching(KeyUsage.KEY_ENCRYPTION, key, expected);
    registry.addTerminal(
        new Terminal(
            wanted.id(),
            wanted.merchant(),
            wanted.serialNumber(),
            Terminal.State.ACTIVE,
            wanted.algorithm(),
            key,
            null,
            null,
            new BatchNumber(1),
            registry.openDay().orElseGet(() -> LocalTimes.day(site.clock().instant())),
            Terminal.BatchState.OPEN));
    return checkValue;
  }

  private String matching(KeyUsage bound, KeyBlock key, Optional<String> expected) {
    byte[] all = answer(module.checkValue(bound, key));
    String own = HEX.formatHex(Arrays.copyOf(all, CHECKED_BYTES));
    expected
        .map(told -> told.toUpperCase(Locale.ROOT))
        .filter(told -> !told.equals(own))
        .ifPresent(
            told -> {
              throw new CommandFailure(
                  "the check value is %s and not %s: nothing was stored".formatted(own, told));
            });
    return own;
  }

  /** The module's answer; it answers at once. */
  private static <T> T answer(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SecurityModuleException refused) {
        throw new CommandFailure(
            "the security module refuses: %s; is security.masterKey the one its keys were stored"
                    .formatted(refused.getMessage())
                + " under?",
            refused);
      }
      throw e;
    }
  }

  /** A terminal as it is asked for. */
  public record NewTerminal(
      TerminalId id, MerchantId merchant, String serialNumber, Terminal.KeyAlgorithm algorithm) {}
}
