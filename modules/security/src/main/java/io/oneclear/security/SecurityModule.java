package io.oneclear.security;

import io.oneclear.message.ByteRange;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import java.util.concurrent.CompletableFuture;

/**
 * The one door to keys. Every key goes in as a {@link KeyBlock} under the module's own master key;
 * no clear key and no clear PIN ever comes out.
 *
 * <p>Answers may come later and on another thread, because the module may be a network HSM; the
 * software module answers at once. A future fails with {@link SecurityModuleException} and nothing
 * else; it never falls back to a weaker key.
 */
public interface SecurityModule {

  /** Makes a MAC over {@code data}. The algorithm is the dialect's, the key's type is checked. */
  CompletableFuture<byte[]> mac(MacAlgorithm algorithm, KeyBlock key, ByteRange data);

  default CompletableFuture<byte[]> mac(MacAlgorithm algorithm, KeyBlock key, byte[] data) {
    return mac(algorithm, key, ByteRange.of(data));
  }

  /** True if {@code mac} is right; compares in constant time. */
  CompletableFuture<Boolean> verifyMac(
      MacAlgorithm algorithm, KeyBlock key, ByteRange data, byte[] mac);

  default CompletableFuture<Boolean> verifyMac(
      MacAlgorithm algorithm, KeyBlock key, byte[] data, byte[] mac) {
    return verifyMac(algorithm, key, ByteRange.of(data), mac);
  }

  /**
   * Re-encrypts a PIN block from the terminal's key to the link's; the PIN is clear only inside.
   * Refuses to take the card number out of a block (ISO0 to X98_NO_PAN) as UNSUPPORTED: that would
   * make the PIN usable with any card.
   *
   * @param from format of {@code block}
   * @param to format wanted
   */
  CompletableFuture<PinBlock> translatePin(
      KeyBlock fromKey, PinFormat from, KeyBlock toKey, PinFormat to, PinBlock block, Pan pan);

  /**
   * Fresh working keys for a sign-on: to be stored, and to be sent under the terminal's TMK. {@link
   * KeyScheme#SM4} is refused as UNSUPPORTED: its layout of field 62 was never published.
   */
  CompletableFuture<WorkingKeys> newWorkingKeys(KeyScheme scheme, KeyBlock tmk);

  /** Takes in a key that came encrypted (ECB) under {@code transportKey}. */
  CompletableFuture<KeyBlock> importKey(KeyUsage usage, KeyBlock transportKey, byte[] encrypted);

  /** Check value of a key: the first 4 bytes of a block of zeros encrypted under it. */
  CompletableFuture<byte[]> checkValue(KeyUsage usage, KeyBlock key);

  /**
   * What a sign-on produced.
   *
   * @param pinKey PIK under the module's master key
   * @param macKey MAK under the module's master key
   * @param trackKey TDK; null unless the scheme has one
   * @param field62 PIK + KCV, MAK + KCV (, TDK + KCV) under the TMK: 24, 40 or 60 bytes
   */
  record WorkingKeys(KeyBlock pinKey, KeyBlock macKey, KeyBlock trackKey, byte[] field62) {}
}
