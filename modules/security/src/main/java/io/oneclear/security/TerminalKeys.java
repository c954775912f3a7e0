package io.oneclear.security;

import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.security.SecurityModuleException.Reason;
import io.oneclear.security.cipher.DesKey;
import io.oneclear.security.cipher.UnionPayMac;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/**
 * The working keys of one terminal, in clear, as the terminal itself holds them after sign-on. For
 * simulators and tests of the other side; the switch never has one. For any number of threads.
 */
public final class TerminalKeys {

  private static final int MAC_LENGTH = 8;

  private final ClearKey trackKey;
  private final DesKey pinCipher;
  private final DesKey macCipher;
  private final DesKey trackCipher;

  private TerminalKeys(ClearKey pinKey, ClearKey macKey, ClearKey trackKey) {
    this.trackKey = trackKey;
    this.pinCipher = pinKey.readyDes();
    this.macCipher = macKey.readyDes();
    this.trackCipher = trackKey == null ? null : trackKey.readyDes();
  }

  /** Keys that came by another way than a sign-on; {@code trackKey} may be null. */
  public static TerminalKeys of(ClearKey pinKey, ClearKey macKey, ClearKey trackKey) {
    return new TerminalKeys(pinKey, macKey, trackKey);
  }

  /**
   * Opens field 62 of a sign-on answer: 24 bytes single-length keys, 40 double-length, 60 with a
   * track key.
   *
   * @throws SecurityModuleException BAD_KEY if a check value is wrong, UNSUPPORTED for a length
   *     whose layout is not known
   */
  public static TerminalKeys open(ClearKey tmk, byte[] field62) {
    return switch (field62.length) {
      case 24 -> of(Field62.read(tmk, field62, 0, 8), Field62.read(tmk, field62, 12, 8), null);
      case 40 -> of(Field62.read(tmk, field62, 0, 16), Field62.read(tmk, field62, 20, 16), null);
      case 60 ->
          of(
              Field62.read(tmk, field62, 0, 16),
              Field62.read(tmk, field62, 20, 16),
              Field62.read(tmk, field62, 40, 16));
      default ->
          throw new SecurityModuleException(
              Reason.UNSUPPORTED,
              "field 62 of " + field62.length + " bytes is no known key layout");
    };
  }

  /** UnionPay ECB MAC over {@code data} (type to field 63): 8 ASCII hex characters, field 64. */
  public byte[] mac(byte[] data) {
    return UnionPayMac.of(macCipher, data);
  }

  public boolean macMatches(byte[] data, byte[] mac) {
    return mac.length == MAC_LENGTH && MessageDigest.isEqual(mac(data), mac);
  }

  /** Field 52. {@code pan} may be null for a format that is not bound to it. */
  public PinBlock encryptPin(PinFormat format, ClearPin pin, Pan pan, RandomGenerator random) {
    if (format == PinFormat.ISO4) {
      throw new IllegalArgumentException("PIN format 4 needs an AES key");
    }
    return new PinBlock(PinBlocks.encrypt(format, pinCipher, pin.toDigits(), pan, random));
  }

  /** True if the sign-on gave a track key (60.3 = 004). */
  public boolean hasTrackKey() {
    return trackKey != null;
  }

  /**
   * A packed track 2 or 3 with its sensitive part encrypted in place (field 53 digit 3 = 1): the 8
   * bytes that end one byte before the last.
   */
  public byte[] encryptTrack(byte[] packed) {
    return TrackCut.replace(packed, requireTrackCipher()::encrypt);
  }

  /** The reverse of {@link #encryptTrack}. */
  public byte[] decryptTrack(byte[] packed) {
    return TrackCut.replace(packed, requireTrackCipher()::decrypt);
  }

  private DesKey requireTrackCipher() {
    if (trackCipher == null) {
      throw new IllegalStateException("this sign-on gave no track key");
    }
    return trackCipher;
  }

  @Override
  public String toString() {
    return "TerminalKeys[****]";
  }
}
