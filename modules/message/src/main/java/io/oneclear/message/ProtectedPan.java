package io.oneclear.message;

import java.util.Arrays;
import java.util.Objects;

/**
 * A PAN as it may be stored: keyed hash for look-up, ciphertext for the few who must know it, and
 * the masked form for people. Made and opened only by {@code security}.
 *
 * @param hash HMAC-SHA-256 of the PAN, 32 bytes
 * @param cipher AES-256-GCM: nonce, ciphertext and tag
 * @param keyId which key made {@code cipher}
 * @param masked first six and last four
 */
public record ProtectedPan(byte[] hash, byte[] cipher, int keyId, String masked) {

  public ProtectedPan {
    if (hash.length != 32) {
      throw new IllegalArgumentException("a PAN hash is 32 bytes");
    }
    Objects.requireNonNull(cipher);
    Objects.requireNonNull(masked);
  }

  /** True if both stand for the same card. */
  public boolean sameCard(ProtectedPan other) {
    return Arrays.equals(hash, other.hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProtectedPan pan && sameCard(pan);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  @Override
  public String toString() {
    return masked;
  }
}
