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
import io.oneclear.security.cipher.UnionPayMac;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The security module in this process's memory: fine for tests and small use, and honest that a
 * memory dump holds its keys. Answers at once, on the caller's thread; for any number of threads.
 *
 * <p>Like an HSM it tests itself with known answers when it is made and whenever it is told to, and
 * reads every field 62 back before it is handed out. Once it has computed wrongly it is out of
 * order: it answers every question with UNAVAILABLE, for as long as it lives, because nobody knows
 * what else is wrong in its process.
 */
public final class SoftwareSecurityModule implements SecurityModule {

  private static final int SINGLE = 8;
  private static final int DOUBLE = 16;
  private static final int TRIPLE = 24;
  private static final int CHECK_VALUE_LENGTH = 4;
  private static final String WHAT_TO_DO =
      "start this program again, and if that does not help, on another JDK or machine";

  private final KeyBlocks blocks;
  private final KeyCeremony ceremony;
  private final OpenKeys openKeys;
  private final RandomGenerator random;
  private final SelfTest selfTest;
  private final CompletableFuture<String> failed = new CompletableFuture<>();

  /** How the module finds out that it computes wrongly. */
  @FunctionalInterface
  interface SelfTest {

    /** The ciphers that gave a wrong answer. */
    List<String> wrongAnswers();

    default boolean reads(Field62 written, byte[] field62) {
      return written.reads(field62);
    }
  }

  /**
   * Tests itself first.
   *
   * @param lmk what every key block is wrapped under
   * @param random a {@link java.security.SecureRandom}; a seeded generator in simulations only
   * @throws SecurityModuleException UNAVAILABLE if a cipher computes wrongly; the message names it
   */
  public SoftwareSecurityModule(
      MasterKey lmk, SoftwareModuleConfig config, RandomGenerator random) {
    this(lmk, config, random, KnownAnswers::wrong);
  }

  SoftwareSecurityModule(
      MasterKey lmk, SoftwareModuleConfig config, RandomGenerator random, SelfTest selfTest) {
    this.selfTest = selfTest;
    if (!testItself()) {
      throw new SecurityModuleException(
          Reason.UNAVAILABLE, outOfOrder().getMessage() + "; " + WHAT_TO_DO);
    }
    this.blocks = new KeyBlocks(lmk.clear());
    this.ceremony = new KeyCeremony(lmk, random);
    this.openKeys = new OpenKeys(config.maxOpenKeys());
    this.random = random;
  }

  /**
   * Computes the known answers again; quick, but not for an event loop.
   *
   * @return false if one was wrong, now or ever: then the module is out of order
   */
  public boolean testItself() {
    List<String> wrong = selfTest.wrongAnswers();
    if (!wrong.isEmpty()) {
      failed.complete("wrong answers of " + String.join(", ", wrong));
    }
    return works();
  }

  /** False once it has computed wrongly. */
  public boolean works() {
    return !failed.isDone();
  }

  /** Completes, with what was wrong, when the module goes out of order. */
  public CompletableFuture<String> failed() {
    return failed.copy();
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
    byte[] sent = field62.bytes();
    if (!selfTest.reads(field62, sent)) {
      failed.complete("field 62 of a sign-on does not hold the keys that were put in");
      throw outOfOrder();
    }
    return new WorkingKeys(
        ceremony.wrap(KeyUsage.PIN_ENCRYPTION, pik),
        ceremony.wrap(KeyUsage.MAC, mak),
        trackKey,
        sent);
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

  private SecurityModuleException outOfOrder() {
    return new SecurityModuleException(
        Reason.UNAVAILABLE, "the security module failed its self-test: " + failed.resultNow());
  }

  private <T> CompletableFuture<T> answer(Supplier<T> work) {
    if (!works()) {
      return CompletableFuture.failedFuture(outOfOrder());
    }
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (SecurityModuleException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
