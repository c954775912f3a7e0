package io.oneclear.security;

import io.oneclear.message.Pan;
import io.oneclear.security.cipher.AesKey;
import io.oneclear.security.cipher.BlockKey;
import io.oneclear.security.cipher.DesKey;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Builds, encrypts, decrypts and checks PIN blocks (ISO 9564-1). Stateless. */
final class PinBlocks {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int DES_DIGITS = 16;
  private static final int MIN_PIN = 4;
  private static final int MAX_PIN = 12;

  private PinBlocks() {}

  /** Why a decrypted block is no PIN block: almost always a wrong key. */
  enum Fault {
    WRONG_FORMAT,
    BAD_LENGTH,
    BAD_FILLER,
    PIN_NOT_NUMERIC,
    BAD_BLOCK_SIZE
  }

  /** A block that holds no PIN. Carries the kind of fault, no contents. */
  static final class BadPinBlockException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Fault fault;

    BadPinBlockException(Fault fault) {
      super(fault.name());
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }

  /** The clear block (format 4: the clear PIN field). {@code pan} may be null if not bound. */
  static byte[] encode(PinFormat format, ClearPin pin, Pan pan, RandomGenerator random) {
    String head = Integer.toHexString(pin.length()) + pin.clear();
    return switch (format) {
      case ISO0 -> bind(HEX.parseHex(filled("0" + head, DES_DIGITS)), pan);
      case X98_NO_PAN -> HEX.parseHex(filled("0" + head, DES_DIGITS));
      case ISO2 -> HEX.parseHex(filled("2" + head, DES_DIGITS));
      case ISO3 -> bind(HEX.parseHex(randomlyFilled("3" + head, random)), pan);
      case ISO4 -> {
        String control = "4" + head;
        String first = control + "A".repeat(DES_DIGITS - control.length());
        byte[] field = new byte[AesKey.BLOCK];
        random.nextBytes(field);
        System.arraycopy(HEX.parseHex(first), 0, field, 0, DES_DIGITS / 2);
        yield field;
      }
    };
  }

  /** The PIN in a clear block (format 4: in a clear PIN field). */
  static ClearPin decode(PinFormat format, byte[] block, Pan pan) throws BadPinBlockException {
    if (block.length != (format == PinFormat.ISO4 ? AesKey.BLOCK : DesKey.BLOCK)) {
      throw new BadPinBlockException(Fault.BAD_BLOCK_SIZE);
    }
    return switch (format) {
      case ISO0 -> read(HEX.formatHex(bind(block, pan)), '0', "F");
      case X98_NO_PAN -> read(HEX.formatHex(block), '0', "F");
      case ISO2 -> read(HEX.formatHex(block), '2', "F");
      case ISO3 -> read(HEX.formatHex(bind(block, pan)), '3', "ABCDEF");
      case ISO4 -> read(HEX.formatHex(block).substring(0, DES_DIGITS), '4', "A");
    };
  }

  /** Encodes and encrypts. */
  static byte[] encrypt(
      PinFormat format, BlockKey key, ClearPin pin, Pan pan, RandomGenerator random) {
    byte[] clear = encode(format, pin, pan, random);
    if (format != PinFormat.ISO4) {
      return key.encrypt(clear);
    }
    return key.encrypt(xor(key.encrypt(clear), panField(pan)));
  }

  /** Decrypts and checks. */
  static ClearPin decrypt(PinFormat format, BlockKey key, byte[] encrypted, Pan pan)
      throws BadPinBlockException {
    if (encrypted.length != key.blockSize()) {
      throw new BadPinBlockException(Fault.BAD_BLOCK_SIZE);
    }
    byte[] clear = key.decrypt(encrypted);
    if (format == PinFormat.ISO4) {
      clear = key.decrypt(xor(clear, panField(pan)));
    }
    return decode(format, clear, pan);
  }

  /** Format 4: digits beyond the twelfth, the PAN zero-filled to at least 12 digits, zeros. */
  static byte[] panField(Pan pan) {
    String digits = "0".repeat(Math.max(0, MAX_PIN - pan.length())) + pan.clear();
    String field = (digits.length() - MAX_PIN) + digits;
    return HEX.parseHex(field + "0".repeat(2 * AesKey.BLOCK - field.length()));
  }

  private static ClearPin read(String digits, char control, String fillers)
      throws BadPinBlockException {
    if (digits.charAt(0) != control) {
      throw new BadPinBlockException(Fault.WRONG_FORMAT);
    }
    int length = Character.digit(digits.charAt(1), 16);
    if (length < MIN_PIN || length > MAX_PIN) {
      throw new BadPinBlockException(Fault.BAD_LENGTH);
    }
    for (int i = 2; i < 2 + length; i++) {
      if (digits.charAt(i) > '9') {
        throw new BadPinBlockException(Fault.PIN_NOT_NUMERIC);
      }
    }
    for (int i = 2 + length; i < digits.length(); i++) {
      if (fillers.indexOf(digits.charAt(i)) < 0) {
        throw new BadPinBlockException(Fault.BAD_FILLER);
      }
    }
    return new ClearPin(digits.substring(2, 2 + length));
  }

  private static String filled(String head, int digits) {
    return head + "F".repeat(digits - head.length());
  }

  private static String randomlyFilled(String head, RandomGenerator random) {
    StringBuilder digits = new StringBuilder(head);
    while (digits.length() < DES_DIGITS) {
      digits.append((char) ('A' + random.nextInt(6)));
    }
    return digits.toString();
  }

  private static byte[] bind(byte[] block, Pan pan) {
    return xor(block, HEX.parseHex("0000" + pan.pinBlockDigits()));
  }

  private static byte[] xor(byte[] first, byte[] second) {
    byte[] result = first.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= second[i];
    }
    return result;
  }
}
