package io.oneclear.store.seal;

/** The keyed function behind all seals. For any number of threads. */
@FunctionalInterface
public interface SealKey {

  /**
   * HMAC-SHA-256, under a key of this purpose alone, of the first {@code length} bytes.
   *
   * @return 32 bytes
   */
  byte[] mac(byte[] content, int length);
}
