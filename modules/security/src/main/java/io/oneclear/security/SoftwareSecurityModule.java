package io.oneclear.security;

import io.oneclear.message.ByteRange;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.security.OpenKeys.OpenKey;
import io.oneclear.security.PinBlocks.BadPinBlockException;
import io.oneclear.security.SecurityModuleException.Reason;
import io.oneclear.security.block.BadKeyBlockException;
import io.oneclear.security.block.KeyBlocks;
import io.oneclear.security.block.OpenedBlock;
import io.oneclear.security.cipher.AesKey;
import io.oneclear.security.cipher.BlockKey;
import io.oneclear.security.cipher.DesKey;
import io.oneclear.security.cipher.MacPadding;
import io.oneclear.security.cipher.SelfTest;
import io.oneclear.security.cipher.UnionPayMac;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The security module in this process's memory: fine for tests and small use, and honest that a
 * memory dump holds its keys. Answers at once, on the caller's thread; for any number of threads.
 *
 * <p>It tests its ciphers when it is made and whenever it is asked to, and reads what keys it gives
 * before it gives them. If something is wrong it answers nothing any more, as hardware in its error
 * state: only a new process is to be trusted.
 */
public final class SoftwareSecurityModule implements SecurityModule {

  private static final int SINGLE = 8;
  private static final int DOUBLE = 16;
  private static final int TRIPLE = 24;
  private static final int CHECK_VALUE_LENGTH = 4;
  private static final String WRONG = "a cipher computed wrongly in this process";

  private final KeyBlocks blocks;
  private final KeyCeremony ceremony;
  private final OpenKeys openKeys;
  private final RandomGenerator random;
  private final Supplier<Optional<String>> selfTest;
  private volatile boolean broken;

  /**
   * @param lmk what every key block is wrapped under
   * @param random a {@link java.security.SecureRandom}; a seeded generator in simulations only
   * @throws IllegalStateException if a cipher computes wrongly
   */
  public SoftwareSecurityModule(
      MasterKey lmk, SoftwareModuleConfig config, RandomGenerator random) {
    this(lmk, config, random, new SelfTest(new SplittableRandom())::wrong);
    testItself()
        .ifPresent(
            cipher -> {
              throw new IllegalStateException("this machine computes " + cipher + " wrongly");
            });
  }

  /** With a test of its own that is not run yet. */
  SoftwareSecurityModule(
      MasterKey lmk,
      SoftwareModuleConfig config,
      RandomGenerator random,
      Supplier<Optional<String>> selfTest) {
    this.blocks = new KeyBlocks(lmk.clear());
    this.ceremony = new KeyCeremony(lmk, random);
    this.openKeys = new OpenKeys(config.maxOpenKeys());
    this.random = random;
    this.selfTest = selfTest;
  }

  /**
   * Computes what it knows the answers of. From the first wrong one on every question fails with
   * UNAVAILABLE.
   *
   * @return the cipher that was wrong; empty if all were right
   */
  public Optional<String> testItself() {
    Optional<String> wrong = selfTest.get();
    broken |= wrong.isPresent();
    return wrong;
  }

  @Override
  public CompletableFuture<byte[]> mac(MacAlgorithm algorithm, KeyBlock key, ByteRange data) {
    return answer(() -> computeMac(algorithm, key, data));
  }

  @Override
  public CompletableFuture<Boolean> verifyMac(
      MacAlgorithm algorithm, KeyBlock key, ByteRange data, byte[] mac) {
    return answer(() -> MessageDigest.isEqual(computeMac(algorithm, key, data), mac));
  }

  @Override
  public CompletableFuture<PinBlock> translatePin(
      KeyBlock fromKey, PinFormat from, KeyBlock toKey, PinFormat to, PinBlock block, Pan pan) {
    return answer(
        () -> {
          if (from.bindsPan() && !to.bindsPan()) {
            throw new SecurityModuleException(
                Reason.UNSUPPORTED, "a PIN block is not translated from " + from + " to " + to);
          }
          if (pan == null && (from.bindsPan() || to.bindsPan())) {
            throw new SecurityModuleException(
                Reason.BAD_PIN_BLOCK, "PIN block refused: no PAN for a format that needs it");
          }
          BlockKey source = pinKey(fromKey, from);
          BlockKey target = pinKey(toKey, to);
          byte[] pin = openPin(from, source, block, pan);
          PinBlock translated = new PinBlock(PinBlocks.encrypt(to, target, pin, pan, random));
          Arrays.fill(pin, (byte) 0);
          return translated;
        });
  }

  @Override
  public CompletableFuture<WorkingKeys> newWorkingKeys(KeyScheme scheme, KeyBlock tmk) {
    return answer(
        () ->
            switch (scheme) {
              case SINGLE_DES -> workingKeys(tmk, SINGLE, false);
              case DOUBLE_DES -> workingKeys(tmk, DOUBLE, false);
              case DOUBLE_DES_WITH_TRACK_KEY -> workingKeys(tmk, DOUBLE, true);
              case SM4 ->
                  throw new SecurityModuleException(
                      Reason.UNSUPPORTED, "the SM4 layout of field 62 is not published");
            });
  }

  @Override
  public CompletableFuture<KeyBlock> importKey(
      KeyUsage usage, KeyBlock transportKey, byte[] encrypted) {
    return answer(
        () -> {
          BlockKey key = open(transportKey, KeyUsage.KEY_ENCRYPTION);
          int length = encrypted.length;
          boolean desLength = length == SINGLE || length == DOUBLE || length == TRIPLE;
          if (!desLength || length % key.blockSize() != 0) {
            throw new SecurityModuleException(
                Reason.BAD_KEY, "an encrypted key of " + length + " bytes");
          }
          return ceremony.wrap(usage, new ClearKey(KeyAlgorithm.DES, key.decrypt(encrypted)));
        });
  }

  @Override
  public CompletableFuture<byte[]> checkValue(KeyUsage usage, KeyBlock key) {
    return answer(
        () -> {
          BlockKey opened = open(key, usage);
          return Arrays.copyOf(opened.encrypt(new byte[opened.blockSize()]), CHECK_VALUE_LENGTH);
        });
  }

  private static byte[] openPin(PinFormat format, BlockKey key, PinBlock block, Pan pan) {
    try {
      return PinBlocks.decrypt(format, key, block.clear(), pan);
    } catch (BadPinBlockException e) {
      throw new SecurityModuleException(Reason.BAD_PIN_BLOCK, "PIN block refused: " + e.fault());
    }
  }

  private byte[] computeMac(MacAlgorithm algorithm, KeyBlock block, ByteRange data) {
    DesKey key = desKey(block, KeyUsage.MAC);
    return switch (algorithm) {
      case UNIONPAY_ECB -> UnionPayMac.of(key, data);
      case X9_19 -> key.retailMac(data);
      case CBC_3DES ->
          key.cbcMac(
              MacPadding.ZEROS.pad(Arrays.copyOfRange(data.array(), data.from(), data.to())));
    };
  }

  private WorkingKeys workingKeys(KeyBlock tmkBlock, int length, boolean withTrackKey) {
    ClearKey tmk = clearTmk(tmkBlock);
    ClearKey pik = ceremony.newKey(length);
    ClearKey mak = ceremony.newKey(length);
    Field62 field62 = new Field62(tmk).add(pik, length).add(mak, length);
    KeyBlock trackKey = null;
    if (withTrackKey) {
      ClearKey tdk = ceremony.newKey(length);
      field62.add(tdk, length);
      trackKey = ceremony.wrap(KeyUsage.DATA_ENCRYPTION, tdk);
    }
    requireReadable(tmk, field62.bytes(), pik, mak);
    return new WorkingKeys(
        ceremony.wrap(KeyUsage.PIN_ENCRYPTION, pik),
        ceremony.wrap(KeyUsage.MAC, mak),
        trackKey,
        field62.bytes());
  }

  /** Keys that the terminal could not read would leave it without any. */
  private void requireReadable(ClearKey tmk, byte[] field62, ClearKey pik, ClearKey mak) {
    if (!readable(tmk, field62, pik, mak)) {
      broken = true;
      throw new SecurityModuleException(Reason.UNAVAILABLE, WRONG);
    }
  }

  private static boolean readable(ClearKey tmk, byte[] field62, ClearKey pik, ClearKey mak) {
    int length = pik.length();
    try {
      return Field62.read(tmk, field62, 0, length).equals(pik)
          && Field62.read(tmk, field62, length + CHECK_VALUE_LENGTH, length).equals(mak);
    } catch (SecurityModuleException _) {
      return false;
    }
  }

  private ClearKey clearTmk(KeyBlock block) {
    OpenedBlock opened = unwrap(block, KeyUsage.KEY_ENCRYPTION);
    ClearKey tmk = clearKey(opened);
    if (tmk.algorithm() != KeyAlgorithm.DES) {
      throw new SecurityModuleException(Reason.BAD_KEY, "a TMK is a DES or triple-DES key");
    }
    return tmk;
  }

  private BlockKey pinKey(KeyBlock block, PinFormat format) {
    BlockKey key = open(block, KeyUsage.PIN_ENCRYPTION);
    boolean aes = key instanceof AesKey;
    if (aes != (format == PinFormat.ISO4)) {
      throw new SecurityModuleException(
          Reason.BAD_KEY, "this key's algorithm does not go with PIN format " + format);
    }
    return key;
  }

  private DesKey desKey(KeyBlock block, KeyUsage usage) {
    if (open(block, usage) instanceof DesKey key) {
      return key;
    }
    throw new SecurityModuleException(Reason.BAD_KEY, "a DES or triple-DES key is needed");
  }

  private BlockKey open(KeyBlock block, KeyUsage usage) {
    OpenKey open = openKeys.find(block);
    if (open == null) {
      open = new OpenKey(usage, clearKey(unwrap(block, usage)).ready());
      openKeys.keep(block, open);
    }
    if (open.usage() != usage) {
      throw wrongUsage(usage);
    }
    return open.key();
  }

  private OpenedBlock unwrap(KeyBlock block, KeyUsage usage) {
    try {
      OpenedBlock opened = blocks.open(block.text());
      if (!opened.header().usage().equals(usage.tr31())) {
        throw wrongUsage(usage);
      }
      return opened;
    } catch (BadKeyBlockException e) {
      throw new SecurityModuleException(Reason.BAD_KEY, e.getMessage(), e);
    }
  }

  private static ClearKey clearKey(OpenedBlock opened) {
    KeyAlgorithm algorithm =
        switch (opened.header().algorithm()) {
          case 'D', 'T' -> KeyAlgorithm.DES;
          case 'A' -> KeyAlgorithm.AES;
          default ->
              throw new SecurityModuleException(
                  Reason.BAD_KEY, "a key block of an algorithm this module does not have");
        };
    try {
      return new ClearKey(algorithm, opened.clear());
    } catch (IllegalArgumentException e) {
      throw new SecurityModuleException(Reason.BAD_KEY, e.getMessage(), e);
    }
  }

  private static SecurityModuleException wrongUsage(KeyUsage wanted) {
    return new SecurityModuleException(
        Reason.BAD_KEY, "a key that is not for " + wanted + " was given for it");
  }

  private <T> CompletableFuture<T> answer(Supplier<T> work) {
    if (broken) {
      return CompletableFuture.failedFuture(new SecurityModuleException(Reason.UNAVAILABLE, WRONG));
    }
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (SecurityModuleException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
