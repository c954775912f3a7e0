package io.oneclear.app.wiring;

import io.oneclear.link.scheme.LinkSecurity;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.cups.KeyReset;
import io.oneclear.security.CupsMac;
import io.oneclear.security.KeyUsage;
import io.oneclear.security.SecurityModule;
import io.oneclear.store.Registry;
import io.oneclear.store.Registry.LinkKeyUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one link: makes and checks its MACs and takes in the keys the scheme sends. A new key
 * is durable before it is used; answers under the MAC key before it are believed for a while.
 */
final class LinkKeyRing implements LinkSecurity {

  private static final Logger LOG = LoggerFactory.getLogger(LinkKeyRing.class);
  private static final Duration OLD_KEY_BELIEVED = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(500);
  private static final CompletableFuture<Boolean> NO = CompletableFuture.completedFuture(false);
  private static final int CHECKED_BYTES = 3;
  private static final int CHECK_VALUE_FIELD = 96;
  private static final int MAC_FIELD = 128;

  private final String link;
  private final SecurityModule module;
  private final Registry registry;
  private final Executor blocking;
  private final InstantSource clock;
  private final KeyBlock exchangeKey;
  private final CupsMac mac = new CupsMac();

  private volatile KeyBlock pinKey;
  private volatile MacKeys macKeys;
  private long refreshedNanos = System.nanoTime() - LOOK_AGAIN_AFTER.toNanos();

  /**
   * @param blocking runs what waits for the database
   */
  LinkKeyRing(
      String link,
      SecurityModule module,
      Registry registry,
      Executor blocking,
      InstantSource clock) {
    this.link = link;
    this.module = module;
    this.registry = registry;
    this.blocking = blocking;
    this.clock = clock;
    this.exchangeKey = stored(LinkKeyUsage.ZMK);
    this.pinKey = stored(LinkKeyUsage.ZPK);
    this.macKeys = new MacKeys(stored(LinkKeyUsage.ZAK), null, Instant.MIN);
  }

  KeyBlock pinKey() {
    return pinKey;
  }

  @Override
  public CompletableFuture<byte[]> mac(IsoMessage message) {
    return mac.mac(module, macKeys.current, message);
  }

  @Override
  public CompletableFuture<Boolean> verify(IsoMessage message) {
    MacKeys keys = macKeys;
    return believed(keys, message)
        .thenCompose(
            right ->
                right
                    ? CompletableFuture.completedFuture(true)
                    : CompletableFuture.supplyAsync(this::macKeysNow, blocking)
                        .thenCompose(now -> now.equals(keys) ? NO : believed(now, message)));
  }

  private CompletableFuture<Boolean> believed(MacKeys keys, IsoMessage message) {
    return mac.verify(module, keys.current, message)
        .thenCompose(
            right ->
                !right && keys.previousBelieved(clock.instant())
                    ? mac.verify(module, keys.previous, message)
                    : CompletableFuture.completedFuture(right));
  }

  @Override
  public CompletableFuture<ResponseCode> installKey(KeyReset reset, IsoMessage message) {
    KeyUsage usage =
        switch (reset.use()) {
          case PIN_KEY -> KeyUsage.PIN_ENCRYPTION;
          case MAC_KEY -> KeyUsage.MAC;
        };
    return module
        .importKey(usage, exchangeKey, reset.encryptedKey())
        .thenCompose(key -> checkValueMatches(usage, key, message))
        .thenCompose(key -> macMatches(reset.use(), key, message))
        .thenApplyAsync(key -> install(key, reset.use()), blocking)
        .exceptionally(
            failure -> {
              LOG.warn("link={} key reset refused: {}", link, failure.getMessage());
              return ResponseCode.SYSTEM_ERROR;
            });
  }

  /**
   * Field 96, if it says anything, must be the key's check value: or nobody would understand us.
   */
  private CompletableFuture<KeyBlock> checkValueMatches(
      KeyUsage usage, KeyBlock key, IsoMessage message) {
    byte[] sent = message.bytes(CHECK_VALUE_FIELD);
    if (sent == null || Arrays.equals(sent, new byte[sent.length])) {
      return CompletableFuture.completedFuture(key);
    }
    return module
        .checkValue(usage, key)
        .thenApply(
            own -> {
              if (!Arrays.equals(own, 0, CHECKED_BYTES, sent, 0, CHECKED_BYTES)) {
                throw new IllegalStateException("the check value is not the key's");
              }
              return key;
            });
  }

  /** A MAC, if there is one: a new MAC key vouches for itself, the old one for a new PIN key. */
  private CompletableFuture<KeyBlock> macMatches(
      KeyReset.Use use, KeyBlock key, IsoMessage message) {
    if (!message.has(MAC_FIELD)) {
      return CompletableFuture.completedFuture(key);
    }
    CompletableFuture<Boolean> right =
        switch (use) {
          case PIN_KEY -> verify(message);
          case MAC_KEY -> mac.verify(module, key, message);
        };
    return right.thenApply(
        matches -> {
          if (!matches) {
            throw new IllegalStateException("the message's MAC is wrong");
          }
          return key;
        });
  }

  /** Takes up what another node has installed. Waits for the database. */
  void refresh() {
    try {
      takeUp();
    } catch (RuntimeException e) {
      LOG.warn("link={} keys could not be read again: {}", link, e.getMessage());
    }
  }

  /**
   * The scheme may have given another node a new key of which this one has not heard yet. Wrong
   * MACs must not become a flood of questions to the database: it is asked now and then only.
   */
  private synchronized MacKeys macKeysNow() {
    long now = System.nanoTime();
    if (now - refreshedNanos >= LOOK_AGAIN_AFTER.toNanos()) {
      refreshedNanos = now;
      refresh();
    }
    return macKeys;
  }

  private synchronized void takeUp() {
    KeyBlock storedPinKey = stored(LinkKeyUsage.ZPK);
    KeyBlock storedMacKey = stored(LinkKeyUsage.ZAK);
    if (!storedPinKey.equals(pinKey)) {
      pinKey = storedPinKey;
      LOG.info("link={} new key={} of another node", link, KeyReset.Use.PIN_KEY);
    }
    if (!storedMacKey.equals(macKeys.current)) {
      macKeys = new MacKeys(storedMacKey, macKeys.current, clock.instant().plus(OLD_KEY_BELIEVED));
      LOG.info("link={} new key={} of another node", link, KeyReset.Use.MAC_KEY);
    }
  }

  private synchronized ResponseCode install(KeyBlock key, KeyReset.Use use) {
    Instant now = clock.instant();
    switch (use) {
      case PIN_KEY -> {
        registry.saveLinkKey(link, LinkKeyUsage.ZPK, key, now);
        pinKey = key;
      }
      case MAC_KEY -> {
        registry.saveLinkKey(link, LinkKeyUsage.ZAK, key, now);
        macKeys = new MacKeys(key, macKeys.current, now.plus(OLD_KEY_BELIEVED));
      }
    }
    LOG.info("link={} new key={}", link, use);
    return ResponseCode.APPROVED;
  }

  private KeyBlock stored(LinkKeyUsage usage) {
    return registry
        .linkKey(link, usage)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "link " + link + " has no " + usage + ": load the link's keys first"));
  }

  /** The MAC key in force, and the one before it while it is believed. */
  private record MacKeys(KeyBlock current, KeyBlock previous, Instant until) {

    boolean previousBelieved(Instant now) {
      return previous != null && now.isBefore(until);
    }
  }
}
