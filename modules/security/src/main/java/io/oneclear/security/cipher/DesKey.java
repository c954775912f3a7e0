package io.oneclear.security.cipher;

import io.oneclear.message.ByteRange;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A DES key of 8 bytes, or a triple-DES key of 16 (K1 K2 K1) or 24 bytes. Bouncy Castle's engines
 * are used without the platform's cipher around them: a MAC is a dozen blocks and more, and the
 * engine alone takes a fifth less time for each.
 */
public final class DesKey implements BlockKey {

  public static final int BLOCK = 8;

  private final byte[] key;
  private volatile BlockCipher encryptor;
  private volatile BlockCipher decryptor;
  private volatile BlockCipher firstThird;

  public DesKey(byte[] key) {
    if (key.length != 8 && key.length != 16 && key.length != 24) {
      throw new IllegalArgumentException("a DES key has 8, 16 or 24 bytes");
    }
    this.key = key.clone();
  }

  @Override
  public int blockSize() {
    return BLOCK;
  }

  /** 8, 16 or 24. */
  public int length() {
    return key.length;
  }

  @Override
  public byte[] encrypt(byte[] blocks) {
    return ecb(encryptor(), blocks);
  }

  /** ECB over the first block, in place. */
  void encryptFirst(byte[] blocks) {
    encryptor().processBlock(blocks, 0, blocks, 0);
  }

  @Override
  public byte[] decrypt(byte[] blocks) {
    return ecb(decryptor(), blocks);
  }

  /** Last block of CBC with the whole key on every block, zero IV. */
  public byte[] cbcMac(byte[] blocks) {
    wholeBlocks(blocks);
    byte[] block = new byte[BLOCK];
    chain(encryptor(), blocks, 0, blocks.length, block);
    return block;
  }

  public byte[] retailMac(byte[] data) {
    return retailMac(ByteRange.of(data));
  }

  /**
   * ISO 9797-1 algorithm 3 (ANSI X9.19), padded with zeros: single DES with K1 in CBC, and the
   * whole key on the last block. With a single-length key that is DES CBC (ANSI X9.9).
   */
  public byte[] retailMac(ByteRange data) {
    int head = Math.max(0, data.length() - 1) / BLOCK * BLOCK;
    byte[] block = new byte[BLOCK];
    chain(firstThird(), data.array(), data.from(), head, block);
    for (int i = head; i < data.length(); i++) {
      block[i - head] ^= data.array()[data.from() + i];
    }
    encryptFirst(block);
    return block;
  }

  /** The key with the last bit of every byte set so that its bits are odd in number. */
  public static byte[] withOddParity(byte[] key) {
    byte[] odd = key.clone();
    for (int i = 0; i < odd.length; i++) {
      int upperBits = odd[i] & 0xFE;
      odd[i] = (byte) (Integer.bitCount(upperBits) % 2 == 0 ? upperBits + 1 : upperBits);
    }
    return odd;
  }

  /** This key as the 24 bytes that triple-DES implementations want. */
  public static byte[] tripleLength(byte[] key) {
    byte[] triple = Arrays.copyOf(key, 24);
    for (int i = key.length; i < 24; i++) {
      triple[i] = key[i - key.length];
    }
    return triple;
  }

  private static byte[] ecb(BlockCipher cipher, byte[] blocks) {
    wholeBlocks(blocks);
    byte[] result = new byte[blocks.length];
    for (int at = 0; at < blocks.length; at += BLOCK) {
      cipher.processBlock(blocks, at, result, at);
    }
    return result;
  }

  /** CBC over whole blocks, with what {@code block} holds before and after. */
  private static void chain(BlockCipher cipher, byte[] data, int from, int length, byte[] block) {
    for (int at = from; at < from + length; at += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        block[i] ^= data[at + i];
      }
      cipher.processBlock(block, 0, block, 0);
    }
  }

  private static void wholeBlocks(byte[] blocks) {
    if (blocks.length % BLOCK != 0) {
      throw new IllegalStateException("a block cipher was given something else than whole blocks");
    }
  }

  /** Engines hold a key schedule and nothing else, so threads may share them once they are made. */
  private BlockCipher encryptor() {
    BlockCipher ready = encryptor;
    if (ready == null) {
      ready = engine(key, true);
      encryptor = ready;
    }
    return ready;
  }

  private BlockCipher decryptor() {
    BlockCipher ready = decryptor;
    if (ready == null) {
      ready = engine(key, false);
      decryptor = ready;
    }
    return ready;
  }

  private BlockCipher firstThird() {
    BlockCipher ready = firstThird;
    if (ready == null) {
      ready = engine(Arrays.copyOf(key, BLOCK), true);
      firstThird = ready;
    }
    return ready;
  }

  private static BlockCipher engine(byte[] key, boolean encrypt) {
    BlockCipher engine = key.length == BLOCK ? new DESEngine() : new DESedeEngine();
    engine.init(encrypt, new KeyParameter(key));
    return engine;
  }
}
