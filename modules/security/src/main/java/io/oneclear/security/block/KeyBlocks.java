package io.oneclear.security.block;

import io.oneclear.security.block.BlockHeader.OptionalBlock;
import io.oneclear.security.cipher.DesKey;
import io.oneclear.security.cipher.KeyWrapCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Opens and writes key blocks under one key-block protection key. For any number of threads.
 *
 * <p>Versions A and C need a triple-DES protection key and bind by key variants (0x45 encryption,
 * 0x4D MAC; CBC-MAC of 4 bytes over the ciphertext). B and D derive an encryption and a MAC key by
 * CMAC in counter mode and take the MAC over header and clear key as IV.
 */
public final class KeyBlocks {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int VARIANT_MAC = 4;
  private static final int ENCRYPTION = 0;
  private static final int AUTHENTICATION = 1;
  private static final byte VARIANT_ENCRYPTION = 0x45;
  private static final byte VARIANT_AUTHENTICATION = 0x4D;

  /**
   * Keys are padded to at least this many bytes, so that the block does not tell a DES key's
   * length.
   */
  private static final int HIDDEN_LENGTH = 24;

  private static final int MAX_BLOCK_LENGTH = 9_992;

  private final byte[] protectionKey;

  public KeyBlocks(byte[] protectionKey) {
    int length = protectionKey.length;
    if (length != 16 && length != 24 && length != 32) {
      throw new IllegalArgumentException("a key block protection key has 16, 24 or 32 bytes");
    }
    this.protectionKey = protectionKey.clone();
  }

  /** The key inside, if this block was made under our protection key and is untouched. */
  public OpenedBlock open(String block) throws BadKeyBlockException {
    Parsed parsed = parse(block);
    char version = parsed.header.version();
    if (version == 'D' && protectionKey.length == 24) {
      throw new BadKeyBlockException("a version D key block needs an AES protection key");
    }
    if (version != 'D' && protectionKey.length == 32) {
      throw new BadKeyBlockException("the protection key is AES, the key block is not version D");
    }
    byte[] clear =
        switch (version) {
          case 'A', 'C' -> openVariant(parsed);
          case 'B' -> openDerived(KeyWrapCipher.TRIPLE_DES, parsed);
          case 'D' -> openDerived(KeyWrapCipher.AES, parsed);
          default -> throw new BadKeyBlockException("a key block of an unknown version");
        };
    return new OpenedBlock(parsed.header, keyOf(clear));
  }

  /** A version D block around {@code key}. */
  public String write(BlockHeader header, byte[] key, RandomGenerator random) {
    if (header.version() != 'D' || !header.optionalBlocks().isEmpty()) {
      throw new IllegalArgumentException("only version D without optional blocks is written");
    }
    KeyWrapCipher cipher = KeyWrapCipher.AES;
    int hidden = 2 + Math.max(key.length, HIDDEN_LENGTH);
    int padded = (hidden + cipher.blockSize() - 1) / cipher.blockSize() * cipher.blockSize();
    byte[] clear = new byte[padded];
    random.nextBytes(clear);
    ByteBuffer.wrap(clear).putShort((short) (key.length * 8)).put(key);

    int length = BlockHeader.FIXED_LENGTH + 2 * padded + 2 * cipher.blockSize();
    String head =
        "D%04d%s%c%c%s%c0000"
            .formatted(
                length,
                header.usage(),
                header.algorithm(),
                header.mode(),
                header.keyVersion(),
                header.exportability());
    byte[] mac = cipher.cmac(derive(cipher, AUTHENTICATION), ascii(head), clear);
    byte[] encrypted = cipher.encryptCbc(derive(cipher, ENCRYPTION), mac, clear);
    Arrays.fill(clear, (byte) 0);
    return head + HEX.formatHex(encrypted) + HEX.formatHex(mac);
  }

  private byte[] openVariant(Parsed parsed) throws BadKeyBlockException {
    byte[] mac =
        new DesKey(variant(VARIANT_AUTHENTICATION))
            .cbcMac(join(ascii(parsed.head), parsed.encrypted));
    requireEqual(Arrays.copyOf(mac, VARIANT_MAC), parsed.mac);
    byte[] iv = Arrays.copyOf(ascii(parsed.head), DesKey.BLOCK);
    return KeyWrapCipher.TRIPLE_DES.decryptCbc(variant(VARIANT_ENCRYPTION), iv, parsed.encrypted);
  }

  private byte[] openDerived(KeyWrapCipher cipher, Parsed parsed) throws BadKeyBlockException {
    byte[] clear = cipher.decryptCbc(derive(cipher, ENCRYPTION), parsed.mac, parsed.encrypted);
    requireEqual(
        cipher.cmac(derive(cipher, AUTHENTICATION), ascii(parsed.head), clear), parsed.mac);
    return clear;
  }

  private byte[] variant(byte constant) {
    byte[] key = protectionKey.clone();
    for (int i = 0; i < key.length; i++) {
      key[i] ^= constant;
    }
    return key;
  }

  /**
   * CMAC in counter mode over: counter, usage (2), 00, algorithm (2), length of the key in bits
   * (2).
   */
  private byte[] derive(KeyWrapCipher cipher, int usage) {
    int algorithm =
        switch (cipher) {
          case TRIPLE_DES -> protectionKey.length / 8 - 2;
          case AES -> protectionKey.length / 8;
        };
    int rounds = (protectionKey.length + cipher.blockSize() - 1) / cipher.blockSize();
    ByteBuffer derived = ByteBuffer.allocate(rounds * cipher.blockSize());
    for (int counter = 1; counter <= rounds; counter++) {
      byte[] input =
          ByteBuffer.allocate(8)
              .put((byte) counter)
              .putShort((short) usage)
              .put((byte) 0)
              .putShort((short) algorithm)
              .putShort((short) (protectionKey.length * 8))
              .array();
      derived.put(cipher.cmac(protectionKey, input));
    }
    return Arrays.copyOf(derived.array(), protectionKey.length);
  }

  private static byte[] keyOf(byte[] clear) throws BadKeyBlockException {
    int bits = ByteBuffer.wrap(clear).getShort() & 0xFFFF;
    if (bits == 0 || bits % 8 != 0 || bits / 8 > clear.length - 2) {
      throw new BadKeyBlockException("a key block with an impossible key length");
    }
    return Arrays.copyOfRange(clear, 2, 2 + bits / 8);
  }

  private static void requireEqual(byte[] computed, byte[] received) throws BadKeyBlockException {
    if (!MessageDigest.isEqual(computed, received)) {
      throw new BadKeyBlockException("a key block that is damaged or under another key");
    }
  }

  private record Parsed(BlockHeader header, String head, byte[] encrypted, byte[] mac) {}

  private static Parsed parse(String block) throws BadKeyBlockException {
    if (block.length() < BlockHeader.FIXED_LENGTH || block.length() > MAX_BLOCK_LENGTH) {
      throw new BadKeyBlockException("a key block of an impossible length");
    }
    if (number(block, 1, 5, 10) != block.length()) {
      throw new BadKeyBlockException("a key block that is not as long as it says");
    }
    List<OptionalBlock> optional = new ArrayList<>();
    int position = BlockHeader.FIXED_LENGTH;
    for (int count = number(block, 12, 14, 10); count > 0; count--) {
      int lengthOf = number(block, position + 2, position + 4, 16);
      int dataAt = position + 4;
      if (lengthOf == 0) {
        int digits = number(block, position + 4, position + 6, 16);
        dataAt = position + 6 + digits;
        lengthOf = digits > 6 ? 0 : number(block, position + 6, dataAt, 16);
      }
      int end = position + lengthOf;
      if (end < dataAt || end > block.length()) {
        throw new BadKeyBlockException("a key block with a broken optional block");
      }
      optional.add(
          new OptionalBlock(block.substring(position, position + 2), block.substring(dataAt, end)));
      position = end;
    }
    return split(block, header(block, optional), position);
  }

  private static BlockHeader header(String block, List<OptionalBlock> optional)
      throws BadKeyBlockException {
    try {
      return new BlockHeader(
          block.charAt(0),
          block.substring(5, 7),
          block.charAt(7),
          block.charAt(8),
          block.substring(9, 11),
          block.charAt(11),
          optional);
    } catch (IllegalArgumentException _) {
      throw new BadKeyBlockException("a key block whose header is none");
    }
  }

  private static Parsed split(String block, BlockHeader header, int bodyAt)
      throws BadKeyBlockException {
    KeyWrapCipher cipher = header.version() == 'D' ? KeyWrapCipher.AES : KeyWrapCipher.TRIPLE_DES;
    boolean variant = header.version() == 'A' || header.version() == 'C';
    int macLength = variant ? VARIANT_MAC : cipher.blockSize();
    byte[] body = hex(block.substring(bodyAt));
    int encrypted = body.length - macLength;
    if (encrypted <= 0 || encrypted % cipher.blockSize() != 0 || bodyAt % cipher.blockSize() != 0) {
      throw new BadKeyBlockException("a key block of an impossible length");
    }
    return new Parsed(
        header,
        block.substring(0, bodyAt),
        Arrays.copyOf(body, encrypted),
        Arrays.copyOfRange(body, encrypted, body.length));
  }

  private static int number(String text, int from, int to, int radix) throws BadKeyBlockException {
    if (to > text.length()) {
      throw new BadKeyBlockException("a key block that ends too early");
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        throw new BadKeyBlockException("a key block with a length that is no number");
      }
      number = number * radix + digit;
    }
    return number;
  }

  private static byte[] hex(String text) throws BadKeyBlockException {
    try {
      return HEX.parseHex(text);
    } catch (IllegalArgumentException _) {
      throw new BadKeyBlockException("a key block whose body is not hexadecimal");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
