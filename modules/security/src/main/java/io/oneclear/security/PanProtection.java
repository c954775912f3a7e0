package io.oneclear.security;

import io.oneclear.message.Pan;
import io.oneclear.message.ProtectedPan;
import io.oneclear.security.SecurityModuleException.Reason;
import io.oneclear.security.cipher.Spares;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Card numbers as they may be stored: a keyed hash to find them again, a ciphertext for the few who
 * must know them, and the masked form. For any number of threads.
 *
 * <p>Keys are derived per purpose with HKDF-SHA-256: one HMAC-SHA-256 key for look-up, which stays
 * for the life of the data, and one AES-256-GCM key for each key id. New ciphertexts are made with
 * the highest id; older ids are kept to reveal, and {@link #renew} re-encrypts. A ciphertext is
 * bound to its hash and key id and cannot be moved to another card's row.
 */
public final class PanProtection {

  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_LENGTH = 32;
  private static final String LOOKUP = "oneclear/pan/lookup/1";
  private static final String ENCRYPTION = "oneclear/pan/encryption/1";

  private final Spares<Mac> lookups;
  private final Spares<Cipher> ciphers = new Spares<>(PanProtection::gcm);
  private final TreeMap<Integer, SecretKey> encryptionKeys = new TreeMap<>();
  private final int currentKeyId;
  private final RandomGenerator random;

  /**
   * @param lookup secret behind the look-up hash
   * @param encryption secrets behind the ciphertexts by key id (1 to 32767), at least one
   * @param random a {@link java.security.SecureRandom}: nonces must never repeat under a key
   */
  public PanProtection(
      MasterKey lookup, Map<Integer, MasterKey> encryption, RandomGenerator random) {
    if (encryption.isEmpty()) {
      throw new IllegalArgumentException("PAN protection needs an encryption key");
    }
    SecretKey lookupKey = derive(lookup, LOOKUP, "HmacSHA256");
    this.lookups = new Spares<>(() -> hmac(lookupKey));
    encryption.forEach(
        (id, secret) -> {
          if (id < 1 || id > Short.MAX_VALUE) {
            throw new IllegalArgumentException("key id: " + id + ", allowed are 1 to 32767");
          }
          encryptionKeys.put(id, derive(secret, ENCRYPTION, "AES"));
        });
    this.currentKeyId = encryptionKeys.lastKey();
    this.random = random;
  }

  /** With one secret for everything and key id 1. */
  public static PanProtection of(MasterKey secret, RandomGenerator random) {
    return new PanProtection(secret, Map.of(1, secret), random);
  }

  public ProtectedPan protect(Pan pan) {
    byte[] hash = hash(pan);
    return new ProtectedPan(hash, encrypt(pan, hash), currentKeyId, pan.masked());
  }

  /** The look-up hash alone, 32 bytes: for finding a card. */
  public byte[] hash(Pan pan) {
    Mac mac = lookups.take();
    byte[] hash = mac.doFinal(ascii(pan.clear()));
    lookups.giveBack(mac);
    return hash;
  }

  /**
   * The card number.
   *
   * @throws SecurityModuleException BAD_KEY if the key id is not known, or ciphertext, hash and key
   *     do not belong together
   */
  public Pan reveal(ProtectedPan pan) {
    SecretKey key = encryptionKeys.get(pan.keyId());
    if (key == null) {
      throw new SecurityModuleException(
          Reason.BAD_KEY, "a PAN is encrypted under key id " + pan.keyId() + ", which is not here");
    }
    byte[] stored = pan.cipher();
    if (stored.length <= NONCE_LENGTH + TAG_BITS / 8) {
      throw new SecurityModuleException(Reason.BAD_KEY, "a PAN ciphertext that is too short");
    }
    Cipher cipher = ciphers.take();
    try {
      cipher.init(
          Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, stored, 0, NONCE_LENGTH));
      cipher.updateAAD(context(pan.hash(), pan.keyId()));
      byte[] digits = cipher.doFinal(stored, NONCE_LENGTH, stored.length - NONCE_LENGTH);
      ciphers.giveBack(cipher);
      return new Pan(new String(digits, StandardCharsets.US_ASCII));
    } catch (AEADBadTagException e) {
      throw new SecurityModuleException(
          Reason.BAD_KEY, "a PAN ciphertext that is damaged or of another card or key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  /** True if it is encrypted under the newest key. */
  public boolean isCurrent(ProtectedPan pan) {
    return pan.keyId() == currentKeyId;
  }

  /** The same card under the newest key; itself if it already is. */
  public ProtectedPan renew(ProtectedPan pan) {
    return isCurrent(pan) ? pan : protect(reveal(pan));
  }

  private byte[] encrypt(Pan pan, byte[] hash) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    Cipher cipher = ciphers.take();
    try {
      cipher.init(
          Cipher.ENCRYPT_MODE,
          encryptionKeys.get(currentKeyId),
          new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context(hash, currentKeyId));
      byte[] digits = ascii(pan.clear());
      byte[] stored = Arrays.copyOf(nonce, NONCE_LENGTH + digits.length + TAG_BITS / 8);
      cipher.doFinal(digits, 0, digits.length, stored, NONCE_LENGTH);
      ciphers.giveBack(cipher);
      return stored;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  private static byte[] context(byte[] hash, int keyId) {
    return ByteBuffer.allocate(hash.length + 4).put(hash).putInt(keyId).array();
  }

  private static SecretKey derive(MasterKey secret, String purpose, String algorithm) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret.clear())
                  .thenExpand(ascii(purpose), KEY_LENGTH));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is not available", e);
    }
  }

  private static Mac hmac(SecretKey key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HmacSHA256 is not available", e);
    }
  }

  private static Cipher gcm() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
