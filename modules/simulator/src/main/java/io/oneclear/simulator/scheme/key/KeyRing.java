package io.oneclear.simulator.scheme.key;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyAlgorithm;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SchemeKeys;
import io.oneclear.security.SecurityModuleException;
import io.oneclear.security.SecurityModuleException.Reason;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The link's working keys with their past and future. A new key is offered by a key reset and
 * becomes the current one when the acquirer accepts it; until then, and afterwards for what is
 * still under way, its neighbour is accepted too. Any thread.
 */
public final class KeyRing {

  private static final EnteredPin NONE = new EnteredPin.None();
  private static final EnteredPin UNREADABLE = new EnteredPin.Unreadable();

  /** Which working key, by the first digit of field 53. */
  public enum Kind {
    PIN('1'),
    MAC('2');

    private final char digit;

    Kind(char digit) {
      this.digit = digit;
    }

    /** Field 53 of a key reset: triple DES. */
    public String securityInfo() {
      return digit + "600000000000000";
    }

    public static Kind of(String securityInfo) {
      return securityInfo != null && securityInfo.startsWith("1") ? PIN : MAC;
    }
  }

  private final ClearKey zmk;
  private final ClearKey zpk;
  private final ClearKey zak;
  private volatile Generations pin;
  private volatile Generations mac;

  /**
   * @param zmk encrypts keys that are sent
   * @param zpk the first PIN key
   * @param zak the first MAC key
   */
  public KeyRing(ClearKey zmk, ClearKey zpk, ClearKey zak) {
    this.zmk = zmk;
    this.zpk = zpk;
    this.zak = zak;
    Generations first = new Generations(null, new SchemeKeys(zpk, zak), null);
    this.pin = first;
    this.mac = first;
  }

  /** A key that is about to be sent, or was sent before a restart. */
  public void offer(Kind kind, ClearKey key) {
    switch (kind) {
      case PIN -> pin = pin.offered(new SchemeKeys(key, zak));
      case MAC -> mac = mac.offered(new SchemeKeys(zpk, key));
    }
  }

  /** The acquirer has taken the offered key. */
  public void accept(Kind kind) {
    switch (kind) {
      case PIN -> pin = pin.accepted();
      case MAC -> mac = mac.accepted();
    }
  }

  /** A working key as it is sent and kept: encrypted under the ZMK. */
  public byte[] underZmk(ClearKey key) {
    return SchemeKeys.encryptKey(zmk, key);
  }

  /** A key that was kept under the ZMK, opened again. */
  public ClearKey opened(byte[] cryptogram) {
    byte[] key = zmk.clear();
    byte[] triple = Arrays.copyOf(key, 24);
    System.arraycopy(key, 0, triple, key.length, 24 - key.length);
    try {
      Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(triple, "DESede"));
      return new ClearKey(KeyAlgorithm.DES, cipher.doFinal(cryptogram));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no triple DES", e);
    }
  }

  /** Field 128. */
  public byte[] mac(IsoMessage message) {
    return mac.current.mac(message);
  }

  /** Field 128 of a key reset: a new MAC key vouches for itself. */
  public byte[] macOfReset(Kind kind, IsoMessage message) {
    return switch (kind) {
      case PIN -> mac.current.mac(message);
      case MAC -> mac.next.mac(message);
    };
  }

  /** True if field 128 is there and right under one of the keys that count. */
  public boolean macMatches(IsoMessage message) {
    Generations keys = mac;
    return keys.current.macMatches(message)
        || (keys.next != null && keys.next.macMatches(message))
        || (keys.previous != null && keys.previous.macMatches(message));
  }

  /** Field 52 under whichever of the keys it opens. */
  public EnteredPin open(PinFormat format, byte[] field52, Pan pan) {
    if (field52 == null) {
      return NONE;
    }
    Generations keys = pin;
    EnteredPin entered = open(keys.current, format, field52, pan);
    if (entered instanceof EnteredPin.Unreadable && keys.next != null) {
      entered = open(keys.next, format, field52, pan);
    }
    if (entered instanceof EnteredPin.Unreadable && keys.previous != null) {
      entered = open(keys.previous, format, field52, pan);
    }
    return entered;
  }

  private static EnteredPin open(SchemeKeys keys, PinFormat format, byte[] field52, Pan pan) {
    try {
      return new EnteredPin.Digits(keys.openPin(format, new PinBlock(field52), pan).clear());
    } catch (SecurityModuleException e) {
      if (e.reason() != Reason.BAD_PIN_BLOCK) {
        throw e;
      }
      return UNREADABLE;
    }
  }

  private record Generations(SchemeKeys previous, SchemeKeys current, SchemeKeys next) {

    Generations offered(SchemeKeys key) {
      return new Generations(previous, current, key);
    }

    Generations accepted() {
      return next == null
          ? this
          : new Generations(/* previous= */ current, /* current= */ next, /* next= */ null);
    }
  }
}
