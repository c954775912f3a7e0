package io.oneclear.link;

import io.oneclear.message.IsoMessage;

/**
 * A new working key from the scheme (0800/101: field 48 {@code NK} + key, 53 which key, 96 check).
 *
 * @param kind which key it is
 * @param cryptogram the key under the link's exchange key: 8, 16 or 24 bytes
 * @param securityInfo field 53, sixteen digits: key kind, algorithm, reserved
 * @param checkValue field 96 as sent, eight bytes; null if absent
 * @param message the whole message, should it carry a MAC (made with the new key)
 */
public record KeyReset(
    Kind kind, byte[] cryptogram, String securityInfo, byte[] checkValue, IsoMessage message) {

  /** What the key is for. */
  public enum Kind {
    /** Field 53 begins with 1. */
    PIN_KEY,
    /** Field 53 begins with 2. */
    MAC_KEY
  }

  @Override
  public String toString() {
    return "KeyReset[" + kind + ", " + cryptogram.length + " bytes]";
  }
}
