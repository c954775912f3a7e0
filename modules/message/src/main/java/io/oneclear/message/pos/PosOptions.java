package io.oneclear.message.pos;

/**
 * What differs between acquirers on the terminal's leg.
 *
 * @param header true if frames carry the 6-byte header; one vendor sends none
 * @param lri true if a dial-up monitor header (LRI) may stand behind the TPDU; it is skipped
 * @param swapTpdu true to swap destination and source in answers, as the rule says; terminals
 *     tolerate both
 * @param acquirer field 32 of our answers where the request has none; null for none
 */
public record PosOptions(boolean header, boolean lri, boolean swapTpdu, String acquirer) {

  /** Header, LRI skipped where it occurs, TPDU swapped, no field 32 of our own. */
  public static final PosOptions STANDARD = new PosOptions(true, true, true, null);

  public PosOptions {
    if (acquirer != null && !acquirer.matches("[0-9]{1,11}")) {
      throw new IllegalArgumentException(
          "acquirer: '" + acquirer + "' is not an institution code of 1 to 11 digits");
    }
  }

  public PosOptions withAcquirer(String code) {
    return new PosOptions(header, lri, swapTpdu, code);
  }
}
