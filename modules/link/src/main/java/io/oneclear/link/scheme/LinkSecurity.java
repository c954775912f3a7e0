package io.oneclear.link.scheme;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.cups.KeyReset;
import java.util.concurrent.CompletableFuture;

/**
 * What a link needs from whoever holds its keys. Nothing here may block: the answer may come later
 * (a network HSM), a failure is a failed future, and the link then sends nothing or believes
 * nothing.
 *
 * <p>Financial, authorisation, reversal and script messages carry a MAC, network management (0820)
 * does not; the answer to a key reset (0810) does, under the new key.
 */
public interface LinkSecurity {

  /** The content of field 128 for a message about to leave: eight ASCII hex characters. */
  CompletableFuture<byte[]> mac(IsoMessage message);

  /**
   * True if field 128 of a message that came in is right. Called only for messages that carry one.
   */
  CompletableFuture<Boolean> verify(IsoMessage message);

  /**
   * Checks and installs a key the scheme sent (0800/101), and says what to answer (field 39). When
   * it says 00, {@link #mac} uses the new key from here on; answers still under way under the old
   * key should be accepted by {@link #verify} for a short while. The scheme may send the same reset
   * again if our answer was lost.
   *
   * @param message the whole message: field 96 has the check value, 128 a MAC under the new key if
   *     the scheme makes one
   */
  CompletableFuture<ResponseCode> installKey(KeyReset key, IsoMessage message);
}
