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
