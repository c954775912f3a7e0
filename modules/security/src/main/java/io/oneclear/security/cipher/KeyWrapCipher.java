package io.oneclear.security.cipher;

import javax.crypto.Cipher;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** What key blocks need of a cipher: CBC with an IV, and CMAC. Not for the hot path. */
public enum KeyWrapCipher {
  TRIPLE_DES("DESede", 8),
  AES("AES", 16);

  private final String family;
  private final int blockSize;

  KeyWrapCipher(String family, int blockSize) {
    this.family = family;
    this.blockSize = blockSize;
  }

  public int blockSize() {
    return blockSize;
  }

  public byte[] encryptCbc(byte[] key, byte[] iv, byte[] blocks) {
    return Jca.run(Jca.cbc(Cipher.ENCRYPT_MODE, family, material(key), iv), blocks);
  }

  public byte[] decryptCbc(byte[] key, byte[] iv, byte[] blocks) {
    return Jca.run(Jca.cbc(Cipher.DECRYPT_MODE, family, material(key), iv), blocks);
  }

  /** CMAC (NIST SP 800-38B) over the parts one after the other; as long as a block. */
  public byte[] cmac(byte[] key, byte[]... parts) {
    CMac cmac = new CMac(engine());
    cmac.init(new KeyParameter(material(key)));
    for (byte[] part : parts) {
      cmac.update(part, 0, part.length);
    }
    byte[] mac = new byte[blockSize];
    cmac.doFinal(mac, 0);
    return mac;
  }

  private BlockCipher engine() {
    return switch (this) {
      case TRIPLE_DES -> new DESedeEngine();
      case AES -> AESEngine.newInstance();
    };
  }

  private byte[] material(byte[] key) {
    return switch (this) {
      case TRIPLE_DES -> DesKey.tripleLength(key);
      case AES -> key;
    };
  }
}
