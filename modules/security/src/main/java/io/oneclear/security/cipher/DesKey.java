package io.oneclear.security.cipher;

import io.oneclear.message.ByteRange;
import java.util.Arrays;
import javax.crypto.Cipher;

/** A DES key of 8 bytes, or a triple-DES key of 16 (K1 K2 K1) or 24 bytes. */
public final class DesKey implements BlockKey {

  public static final int BLOCK = 8;

  private final byte[] key;
  private final Spares<Session> sessions = new Spares<>(Session::new);

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
    Session session = sessions.take();
    byte[] result = Jca.run(session.encryptor(key), blocks);
    sessions.giveBack(session);
    return result;
  }

  /** ECB over the first block, in place. */
  void encryptFirst(byte[] blocks) {
    Session session = sessions.take();
    Jca.runInPlace(session.encryptor(key), blocks, BLOCK);
    sessions.giveBack(session);
  }

  @Override
  public byte[] decrypt(byte[] blocks) {
    Session session = sessions.take();
    byte[] result = Jca.run(session.decryptor(key), blocks);
    sessions.giveBack(session);
    return result;
  }

  /** Last block of CBC with the whole key on every block, zero IV. */
  public byte[] cbcMac(byte[] blocks) {
    Session session = sessions.take();
    byte[] all = Jca.run(session.chain(key), blocks);
    sessions.giveBack(session);
    return Arrays.copyOfRange(all, all.length - BLOCK, all.length);
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
    byte[] last = new byte[BLOCK];
    System.arraycopy(data.array(), data.from() + head, last, 0, data.length() - head);
    Session session = sessions.take();
    if (head > 0) {
      session.xorChained(key, data.array(), data.from(), head, last);
    }
    Jca.runInPlace(session.encryptor(key), last, BLOCK);
    sessions.giveBack(session);
    return last;
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

  private static String family(byte[] key) {
    return key.length == 8 ? "DES" : "DESede";
  }

  private static byte[] material(byte[] key) {
    return key.length == 8 ? key : tripleLength(key);
  }

  /** Ciphers with this key's schedule, each made when first needed; one thread at a time. */
  private static final class Session {
    private static final byte[] ZERO_IV = new byte[BLOCK];

    /** Where a chain's intermediate blocks go; only the last one is looked at. */
    private final byte[] room = new byte[16 * BLOCK];

    private Cipher encryptor;
    private Cipher decryptor;
    private Cipher chain;
    private Cipher firstChain;

    private Cipher encryptor(byte[] key) {
      if (encryptor == null) {
        encryptor = Jca.ecb(Cipher.ENCRYPT_MODE, family(key), material(key));
      }
      return encryptor;
    }

    private Cipher decryptor(byte[] key) {
      if (decryptor == null) {
        decryptor = Jca.ecb(Cipher.DECRYPT_MODE, family(key), material(key));
      }
      return decryptor;
    }

    private Cipher chain(byte[] key) {
      if (chain == null) {
        chain = Jca.cbc(Cipher.ENCRYPT_MODE, family(key), material(key), ZERO_IV);
      }
      return chain;
    }

    /** XORs the last block of the CBC of whole blocks into {@code block}. */
    private void xorChained(byte[] key, byte[] data, int from, int length, byte[] block) {
      int written = Jca.chain(firstChain(key), data, from, length, room);
      for (int i = 0; i < BLOCK; i++) {
        block[i] ^= room[written - BLOCK + i];
      }
    }

    private Cipher firstChain(byte[] key) {
      if (firstChain == null) {
        firstChain = Jca.cbc(Cipher.ENCRYPT_MODE, "DES", Arrays.copyOf(key, BLOCK), ZERO_IV);
      }
      return firstChain;
    }
  }
}
