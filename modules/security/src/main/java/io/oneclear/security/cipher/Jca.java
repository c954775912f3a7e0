package io.oneclear.security.cipher;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Ciphers of the Java platform. That one is missing is a broken installation, not a refusal. */
final class Jca {

  private Jca() {}

  static Cipher ecb(int mode, String family, byte[] key) {
    return cipher(family + "/ECB/NoPadding", mode, new SecretKeySpec(key, family), null);
  }

  static Cipher cbc(int mode, String family, byte[] key, byte[] iv) {
    return cipher(
        family + "/CBC/NoPadding", mode, new SecretKeySpec(key, family), new IvParameterSpec(iv));
  }

  static byte[] run(Cipher cipher, byte[] blocks) {
    return run(cipher, blocks, 0, blocks.length);
  }

  /** Runs the first bytes of an array through a cipher, where they stand. */
  static void runInPlace(Cipher cipher, byte[] blocks, int length) {
    try {
      cipher.doFinal(blocks, 0, length, blocks, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a block cipher was given something else than whole blocks", e);
    }
  }

  /**
   * Runs whole blocks through a chain from its beginning, a roomful at a time.
   *
   * @return how many bytes of {@code room} the last ones take
   */
  static int chain(Cipher cipher, byte[] blocks, int from, int length, byte[] room) {
    try {
      int at = from;
      for (; from + length - at > room.length; at += room.length) {
        cipher.update(blocks, at, room.length, room);
      }
      return cipher.doFinal(blocks, at, from + length - at, room);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a block cipher was given something else than whole blocks", e);
    }
  }

  static byte[] run(Cipher cipher, byte[] blocks, int from, int length) {
    try {
      return cipher.doFinal(blocks, from, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a block cipher was given something else than whole blocks", e);
    }
  }

  private static Cipher cipher(
      String name, int mode, SecretKeySpec key, AlgorithmParameterSpec parameters) {
    try {
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(mode, key, parameters);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cipher " + name + " is not available", e);
    }
  }
}
