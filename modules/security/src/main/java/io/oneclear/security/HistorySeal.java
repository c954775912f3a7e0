package io.oneclear.security;

import io.oneclear.security.cipher.Spares;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * HMAC-SHA-256 that seals what is history, under a key derived from the master key for this purpose
 * alone (HKDF-SHA-256). Who can write to the database but does not have the master key can make no
 * seal. For any number of threads.
 *
 * <p>The key stays for the life of the data: under another master key every seal is wrong.
 */
public final class HistorySeal {

  private static final String PURPOSE = "oneclear/history/seal/1";
  private static final int KEY_LENGTH = 32;

  private final Spares<Mac> macs;

  public HistorySeal(MasterKey master) {
    SecretKey key = derive(master);
    this.macs = new Spares<>(() -> hmac(key));
  }

  /** Of the first {@code length} bytes: 32 bytes. */
  public byte[] mac(byte[] content, int length) {
    Mac mac = macs.take();
    mac.update(content, 0, length);
    byte[] result = mac.doFinal();
    macs.giveBack(mac);
    return result;
  }

  private static SecretKey derive(MasterKey master) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "HmacSHA256",
              HKDFParameterSpec.ofExtract()
                  .addIKM(master.clear())
                  .thenExpand(PURPOSE.getBytes(StandardCharsets.US_ASCII), KEY_LENGTH));
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
}
