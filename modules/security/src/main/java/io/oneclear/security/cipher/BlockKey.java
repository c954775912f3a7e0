package io.oneclear.security.cipher;

/** A key ready for use: schedules are prepared once. For any number of threads. */
public sealed interface BlockKey permits DesKey, AesKey, Sm4Key {

  /** Bytes per block: 8 or 16. */
  int blockSize();

  /** ECB over whole blocks. */
  byte[] encrypt(byte[] blocks);

  /** ECB over whole blocks. */
  byte[] decrypt(byte[] blocks);
}
