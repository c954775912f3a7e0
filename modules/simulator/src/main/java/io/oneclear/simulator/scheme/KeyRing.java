package io.oneclear.simulator.scheme;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyAlgorithm;
import io.oneclear.security.PinFormat;
import io.oneclear.security.SchemeKeys;
import io.oneclear.security.SecurityModuleException;
import io.oneclear.security.SecurityModuleException.Reason;
import io.oneclear.simulator.scheme.SchemeRequest.EnteredPin;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The link's working keys with their past and future. A new key is offered by a key reset and
 * becomes the current one when the acquirer accepts it; until then, and afterwards for what is
 * still under way, its neighbour is accepted too. Any thread.
 */
final class KeyRing {

  /** Which working key, by the first digit of field 53. */
  enum Kind {
    PIN('1'),
    MAC('2');

    private final char digit;

    Kind(char digit) {
      this.digit = digit;
    }

    /** Field 53 of a key reset: triple DES. */
    String securityInfo() {
      return digit + "600000000000000";
    }

    static Kind of(String securityInfo) {
      return securityInfo != null && securityInfo.startsWith("1") ? PIN : MAC;
    }
  }

  private final LinkKeys initial;
  private volatile Generations pin;
  private volatile Generations mac;

  KeyRing(LinkKeys keys) {
    this.initial = keys;
    SchemeKeys ready = new SchemeKeys(keys.zpk(), keys.zak());
    this.pin = new Generations(null, ready, null);
    this.mac = new Generations(null, ready, null);
  }

  /** A key that is about to be sent, or was sent before a restart. */
  void offer(Kind kind, ClearKey key) {
    switch (kind) {
      case PIN -> pin = pin.offered(new SchemeKeys(key, initial.zak()));
      case MAC -> mac = mac.offered(new SchemeKeys(initial.zpk(), key));
    }
  }

  /** The acquirer has taken the offered key. */
  void accept(Kind kind) {
    switch (kind) {
      case PIN -> pin = pin.accepted();
      case MAC -> mac = mac.accepted();
    }
  }

  ClearKey zmk() {
    return initial.zmk();
  }

  /** A key that was kept under the ZMK, opened again. */
  ClearKey underZmk(byte[] cryptogram) {
    byte[] zmk = initial.zmk().clear();
    byte[] triple = Arrays.copyOf(zmk, 24);
    System.arraycopy(zmk, 0, triple, zmk.length, 24 - zmk.length);
    try {
      Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(triple, "DESede"));
      return new ClearKey(KeyAlgorithm.DES, cipher.doFinal(cryptogram));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no triple DES", e);
    }
  }

  byte[] mac(IsoMessage message) {
    return mac.current.mac(message);
  }

  /** Field 128 of a key reset: a new MAC key vouches for itself. */
  byte[] macOfReset(Kind kind, IsoMessage message) {
    return switch (kind) {
      case PIN -> mac.current.mac(message);
      case MAC -> mac.next.mac(message);
    };
  }

  boolean macMatches(IsoMessage message) {
    return mac.all().anyMatch(keys -> keys.macMatches(message));
  }

  /** Field 52 under whichever of the keys it opens. */
  EnteredPin open(PinFormat format, byte[] field52, Pan pan) {
    if (field52 == null) {
      return new EnteredPin.None();
    }
    return pin.all()
        .map(keys -> open(keys, format, field52, pan))
        .filter(EnteredPin.Digits.class::isInstance)
        .findFirst()
        .orElseGet(EnteredPin.Unreadable::new);
  }

  private static EnteredPin open(SchemeKeys keys, PinFormat format, byte[] field52, Pan pan) {
    try {
      return new EnteredPin.Digits(keys.openPin(format, new PinBlock(field52), pan).clear());
    } catch (SecurityModuleException e) {
      if (e.reason() != Reason.BAD_PIN_BLOCK) {
        throw e;
      }
      return new EnteredPin.Unreadable();
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

    Stream<SchemeKeys> all() {
      return Stream.of(
              current, next == null ? current : next, previous == null ? current : previous)
          .distinct();
    }
  }
}
