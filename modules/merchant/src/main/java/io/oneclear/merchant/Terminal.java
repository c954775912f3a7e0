package io.oneclear.merchant;

import io.oneclear.message.BatchNumber;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import java.time.LocalDate;

/**
 * A terminal with its keys and its batch. Keys are blocks under the security module's master key.
 *
 * @param serialNumber of the device bound to this code (one device, one code)
 * @param tmk master key, under which working keys travel
 * @param pinKey PIK of the last sign-on; null before the first
 * @param macKey MAK of the last sign-on; null before the first
 * @param batch current batch number
 * @param batchOpenedOn business date on which {@code batch} was opened; fixed for the batch
 */
public record Terminal(
    TerminalId id,
    MerchantId merchant,
    String serialNumber,
    State state,
    KeyAlgorithm algorithm,
    KeyBlock tmk,
    KeyBlock pinKey,
    KeyBlock macKey,
    BatchNumber batch,
    LocalDate batchOpenedOn,
    BatchState batchState) {

  /** Whether the terminal may trade. */
  public enum State {
    ACTIVE,
    SUSPENDED,
    CLOSED
  }

  /** Family and length of a terminal's keys. */
  public enum KeyAlgorithm {
    DES,
    TDES,
    SM4
  }

  /** Where a batch stands: sales are taken only while it is open. */
  public enum BatchState {
    OPEN,
    /** 0500 answered, upload may follow; the next sign-on opens a new batch. */
    SETTLED
  }

  public boolean signedOn() {
    return macKey != null;
  }
}
