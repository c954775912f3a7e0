package io.oneclear.security.cipher;

import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/** An SM4 key (GB/T 32907), 16 bytes. */
public final class Sm4Key implements BlockKey {

  public static final int BLOCK = 16;

  private final Spares<SM4Engine> encryptors;
  private final Spares<SM4Engine> decryptors;

  public Sm4Key(byte[] key) {
    if (key.length != 16) {
      throw new IllegalArgumentException("an SM4 key has 16 bytes");
    }
    byte[] own = key.clone();
    encryptors = new Spares<>(() -> engine(true, own));
    decryptors = new Spares<>(() -> engine(false, own));
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

  private static byte[] run(Spares<SM4Engine> engines, byte[] blocks) {
    if (blocks.length % BLOCK != 0) {
      throw new IllegalStateException("SM4 works on whole blocks of 16 bytes");
    }
    SM4Engine engine = engines.take();
    byte[] result = new byte[blocks.length];
    for (int offset = 0; offset < blocks.length; offset += BLOCK) {
      engine.processBlock(blocks, offset, result, offset);
    }
    engines.giveBack(engine);
    return result;
  }

  private static SM4Engine engine(boolean encrypt, byte[] key) {
    SM4Engine engine = new SM4Engine();
    engine.init(encrypt, new KeyParameter(key));
    return engine;
  }
}
