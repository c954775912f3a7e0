package io.oneclear.security;

/** What a key is a key of. */
public enum KeyAlgorithm {
  /** DES (8 bytes) or triple DES (16 or 24 bytes). */
  DES,
  /** AES (16, 24 or 32 bytes). */
  AES
}
