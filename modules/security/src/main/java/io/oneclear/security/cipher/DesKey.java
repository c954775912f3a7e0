package io.oneclear.security.cipher;

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

  /**
   * ISO 9797-1 algorithm 3 (ANSI X9.19): single DES with K1 in CBC, and the whole key on the last
   * block. With a single-length key that is DES CBC (ANSI X9.9).
   */
  public byte[] retailMac(byte[] blocks) {
    Session session = sessions.take();
    int head = blocks.length - BLOCK;
    byte[] last = Arrays.copyOfRange(blocks, head, blocks.length);
    if (head > 0) {
      byte[] chained = Jca.run(session.firstChain(key), blocks, 0, head);
      for (int i = 0; i < BLOCK; i++) {
        last[i] ^= chained[head - BLOCK + i];
      }
    }
    byte[] mac = Jca.run(session.encryptor(key), last);
    sessions.giveBack(session);
    return mac;
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

    private Cipher firstChain(byte[] key) {
      if (firstChain == null) {
        firstChain = Jca.cbc(Cipher.ENCRYPT_MODE, "DES", Arrays.copyOf(key, BLOCK), ZERO_IV);
      }
      return firstChain;
    }
  }
}
