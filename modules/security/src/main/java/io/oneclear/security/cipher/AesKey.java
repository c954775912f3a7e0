package io.oneclear.security.cipher;

import javax.crypto.Cipher;

/** An AES key of 16, 24 or 32 bytes. */
public final class AesKey implements BlockKey {

  public static final int BLOCK = 16;

  private final Spares<Cipher> encryptors;
  private final Spares<Cipher> decryptors;

  public AesKey(byte[] key) {
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new IllegalArgumentException("an AES key has 16, 24 or 32 bytes");
    }
    byte[] own = key.clone();
    encryptors = new Spares<>(() -> Jca.ecb(Cipher.ENCRYPT_MODE, "AES", own));
    decryptors = new Spares<>(() -> Jca.ecb(Cipher.DECRYPT_MODE, "AES", own));
  }

  @Override
  public int blockSize() {
    return BLOCK;
  }

  @Override
  public byte[] encrypt(byte[] blocks) {
    return run(encryptors, blocks);
  }

  @Override
  public byte[] decrypt(byte[] blocks) {
    return run(decryptors, blocks);
  }

  private static byte[] run(Spares<Cipher> ciphers, byte[] blocks) {
    Cipher cipher = ciphers.take();
    byte[] result = Jca.run(cipher, blocks);
    ciphers.giveBack(cipher);
    return result;
  }
}
