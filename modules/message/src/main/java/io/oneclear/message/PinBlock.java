package io.oneclear.message;

import java.util.Arrays;

/** An encrypted PIN block, 8 bytes (DES family) or 16 (SM4, AES). Never stored; prints its size. */
public final class PinBlock {

  private final byte[] bytes;

  public PinBlock(byte[] encrypted) {
    if (encrypted.length != 8 && encrypted.length != 16) {
      throw new IllegalArgumentException("a PIN block is 8 or 16 bytes");
    }
    this.bytes = encrypted.clone();
  }

  /** The encrypted bytes, for the wire and the security module only. */
  public byte[] clear() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PinBlock block && Arrays.equals(bytes, block.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "PinBlock[" + bytes.length + " bytes]";
  }
}
