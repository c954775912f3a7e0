package io.oneclear.security;

import io.oneclear.message.Pan;
import io.oneclear.security.cipher.AesKey;
import io.oneclear.security.cipher.BlockKey;
import io.oneclear.security.cipher.DesKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Builds, encrypts, decrypts and checks PIN blocks (ISO 9564-1). Stateless. A PIN here is one digit
 * a byte, so that whoever holds it can wipe it; what this class holds in between it wipes itself.
 */
final class PinBlocks {

  private static final int DES_DIGITS = 16;
  private static final int F = 0xF;
  private static final int A = 0xA;
  private static final int MIN_PIN = 4;
  private static final int MAX_PIN = 12;
  private static final int PAN_DIGITS = 12;

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

  /**
   * The clear block (format 4: the clear PIN field).
   *
   * @param pin 4 to 12 digits
   * @param pan may be null if the format is not bound to it
   */
  static byte[] encode(PinFormat format, byte[] pin, Pan pan, RandomGenerator random) {
    byte[] nibbles = new byte[DES_DIGITS];
    nibbles[0] = control(format);
    nibbles[1] = (byte) pin.length;
    System.arraycopy(pin, 0, nibbles, 2, pin.length);
    for (int i = 2 + pin.length; i < DES_DIGITS; i++) {
      nibbles[i] =
          (byte)
              switch (format) {
                case ISO0, X98_NO_PAN, ISO2 -> F;
                case ISO3 -> A + random.nextInt(F - A + 1);
                case ISO4 -> A;
              };
    }
    byte[] block = pack(nibbles);
    Arrays.fill(nibbles, (byte) 0);
    return switch (format) {
      case ISO0, ISO3 -> bind(block, pan);
      case X98_NO_PAN, ISO2 -> block;
      case ISO4 -> {
        byte[] field = new byte[AesKey.BLOCK];
        random.nextBytes(field);
        System.arraycopy(block, 0, field, 0, block.length);
        Arrays.fill(block, (byte) 0);
        yield field;
      }
    };
  }

  /** The PIN in a clear block (format 4: in a clear PIN field). Leaves the block as it is. */
  static byte[] decode(PinFormat format, byte[] block, Pan pan) throws BadPinBlockException {
    if (block.length != (format == PinFormat.ISO4 ? AesKey.BLOCK : DesKey.BLOCK)) {
      throw new BadPinBlockException(Fault.BAD_BLOCK_SIZE);
    }
    byte[] own = Arrays.copyOf(block, DES_DIGITS / 2);
    byte[] nibbles =
        unpackAndWipe(
            switch (format) {
              case ISO0, ISO3 -> bind(own, pan);
              case X98_NO_PAN, ISO2, ISO4 -> own;
            });
    try {
      return read(format, nibbles);
    } finally {
      Arrays.fill(nibbles, (byte) 0);
    }
  }

  /** Encodes and encrypts. */
  static byte[] encrypt(
      PinFormat format, BlockKey key, byte[] pin, Pan pan, RandomGenerator random) {
    byte[] clear = encode(format, pin, pan, random);
    byte[] encrypted = key.encrypt(clear);
    Arrays.fill(clear, (byte) 0);
    return format == PinFormat.ISO4 ? key.encrypt(xor(encrypted, panField(pan))) : encrypted;
  }

  /** Decrypts and checks. */
  static byte[] decrypt(PinFormat format, BlockKey key, byte[] encrypted, Pan pan)
      throws BadPinBlockException {
    if (encrypted.length != key.blockSize()) {
      throw new BadPinBlockException(Fault.BAD_BLOCK_SIZE);
    }
    byte[] clear = key.decrypt(encrypted);
    if (format == PinFormat.ISO4) {
      clear = key.decrypt(xor(clear, panField(pan)));
    }
    try {
      return decode(format, clear, pan);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /** Format 4: digits beyond the twelfth, the PAN zero-filled to at least 12 digits, zeros. */
  static byte[] panField(Pan pan) {
    String digits = "0".repeat(Math.max(0, MAX_PIN - pan.length())) + pan.clear();
    String field = (digits.length() - MAX_PIN) + digits;
    return HexFormat.of().parseHex(field + "0".repeat(2 * AesKey.BLOCK - field.length()));
  }

  private static byte control(PinFormat format) {
    return switch (format) {
      case ISO0, X98_NO_PAN -> 0;
      case ISO2 -> 2;
      case ISO3 -> 3;
      case ISO4 -> 4;
    };
  }

  private static byte[] read(PinFormat format, byte[] nibbles) throws BadPinBlockException {
    if (nibbles[0] != control(format)) {
      throw new BadPinBlockException(Fault.WRONG_FORMAT);
    }
    int length = nibbles[1];
    if (length < MIN_PIN || length > MAX_PIN) {
      throw new BadPinBlockException(Fault.BAD_LENGTH);
    }
    for (int i = 2; i < 2 + length; i++) {
      if (nibbles[i] > 9) {
        throw new BadPinBlockException(Fault.PIN_NOT_NUMERIC);
      }
    }
    for (int i = 2 + length; i < nibbles.length; i++) {
      boolean filler =
          switch (format) {
            case ISO0, X98_NO_PAN, ISO2 -> nibbles[i] == F;
            case ISO3 -> nibbles[i] >= A;
            case ISO4 -> nibbles[i] == A;
          };
      if (!filler) {
        throw new BadPinBlockException(Fault.BAD_FILLER);
      }
    }
    return Arrays.copyOfRange(nibbles, 2, 2 + length);
  }

  private static byte[] pack(byte[] nibbles) {
    byte[] bytes = new byte[nibbles.length / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((nibbles[2 * i] << 4) | nibbles[2 * i + 1]);
    }
    return bytes;
  }

  private static byte[] unpackAndWipe(byte[] bytes) {
    byte[] nibbles = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      nibbles[2 * i] = (byte) ((bytes[i] >> 4) & F);
      nibbles[2 * i + 1] = (byte) (bytes[i] & F);
    }
    Arrays.fill(bytes, (byte) 0);
    return nibbles;
  }

  /** XORs the PAN's part into the block, in place: the 12 digits left of the check digit. */
  private static byte[] bind(byte[] block, Pan pan) {
    String digits = pan.clear();
    int first = digits.length() - 1 - PAN_DIGITS;
    for (int i = Math.max(0, -first); i < PAN_DIGITS; i++) {
      int digit = digits.charAt(first + i) - '0';
      block[2 + i / 2] ^= (byte) (i % 2 == 0 ? digit << 4 : digit);
    }
    return block;
  }

  private static byte[] xor(byte[] first, byte[] second) {
    byte[] result = first.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= second[i];
    }
    return result;
  }
}
