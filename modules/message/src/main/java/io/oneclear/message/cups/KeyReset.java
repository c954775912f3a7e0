package io.oneclear.message.cups;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A new working key as the scheme brings it (0800, 70 = 101): field 48 "NK" + key, 53 what the key
 * is for, 96 message security code. Prints no key.
 *
 * @param use PIN or MAC key
 * @param encryptedKey 8, 16 or 24 bytes under the key-encryption key
 */
public record KeyReset(Use use, byte[] encryptedKey) {

  private static final byte[] USAGE = {'N', 'K'};
  private static final byte[] NO_SECURITY_CODE = new byte[8];

  /** Which key is renewed: first digit of field 53. */
  public enum Use {
    PIN_KEY('1'),
    MAC_KEY('2');

    private final char digit;

    Use(char digit) {
      this.digit = digit;
    }

    /** Field 53 of a reset of this key: the second digit 6 says double length, 0 single. */
    String securityControl(int keyLength) {
      return digit + (keyLength > 8 ? "6" : "0") + "00000000000000";
    }
  }

  public KeyReset {
    if (encryptedKey.length != 8 && encryptedKey.length != 16 && encryptedKey.length != 24) {
      throw new IllegalArgumentException("a key is 8, 16 or 24 bytes");
    }
  }

  /**
   * Reads fields 48, 53 and 96. The key may stand in 48 as bytes or as hexadecimal digits; without
   * 48 a single-length key stands in 96.
   *
   * @throws MalformedMessageException if they bring no key
   */
  public static KeyReset decode(IsoMessage message) throws MalformedMessageException {
    return new KeyReset(use(message), key(message));
  }

  /** Which key a request for or an answer to a key reset is about (field 53). */
  public static Use use(IsoMessage message) throws MalformedMessageException {
    String control = message.has(53) ? message.text(53) : "";
    for (Use use : Use.values()) {
      if (!control.isEmpty() && control.charAt(0) == use.digit) {
        return use;
      }
    }
    throw new MalformedMessageException(53, "does not say which key is renewed");
  }

  private static byte[] key(IsoMessage message) throws MalformedMessageException {
    if (!message.has(48)) {
      if (message.has(96)) {
        return message.bytes(96);
      }
      throw new MalformedMessageException(48, "missing");
    }
    byte[] field = message.bytes(48);
    if (field.length < 2 || field[0] != 'N' || field[1] != 'K') {
      throw new MalformedMessageException(48, "not a new key");
    }
    byte[] key = Arrays.copyOfRange(field, 2, field.length);
    byte[] decoded = isHex(key) ? HexFormat.of().parseHex(ascii(key)) : key;
    return switch (decoded.length) {
      case 8, 16, 24 -> decoded;
      default -> throw new MalformedMessageException(48, "no key has this length");
    };
  }

  /** True for the hexadecimal digits of a key; that a key itself looks so does not happen. */
  private static boolean isHex(byte[] bytes) {
    return bytes.length % 16 == 0 && ascii(bytes).matches("[0-9A-Fa-f]+");
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Sets fields 48 (the key as bytes), 53 and 96. */
  IsoMessage encode(IsoMessage message) {
    byte[] field = Arrays.copyOf(USAGE, USAGE.length + encryptedKey.length);
    System.arraycopy(encryptedKey, 0, field, USAGE.length, encryptedKey.length);
    return message
        .set(48, field)
        .set(53, use.securityControl(encryptedKey.length))
        .set(96, NO_SECURITY_CODE);
  }

  @Override
  public String toString() {
    return "KeyReset[" + use + ", " + encryptedKey.length + " bytes]";
  }
}
