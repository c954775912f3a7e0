package io.oneclear.merchant.fee;

import io.oneclear.merchant.Rate;
import java.util.Objects;

/**
 * A price: {@code rate × amount} rounded half up to the fen, plus the fixed part, but not less than
 * the minimum and not more than the cap.
 *
 * @param fromFen the tier holds from this value of the rule's basis on
 * @param capFen {@link #NO_CAP} if there is none
 */
public record FeeTier(long fromFen, Rate rate, long minimumFen, long capFen, long fixedFen) {

  public static final long NO_CAP = Long.MAX_VALUE;

  public FeeTier {
    Objects.requireNonNull(rate);
    if (fromFen < 0 || minimumFen < 0 || capFen < 0 || fixedFen < 0) {
      throw new IllegalArgumentException("a fee tier has no negative amounts");
    }
    if (minimumFen > capFen) {
      throw new IllegalArgumentException(
          "minimum " + minimumFen + " fen is above the cap " + capFen + " fen");
    }
  }

  /** A plain percentage. */
  public static FeeTier of(Rate rate) {
    return new FeeTier(0, rate, 0, NO_CAP, 0);
  }

  public FeeTier withCap(long fen) {
    return new FeeTier(fromFen, rate, minimumFen, fen, fixedFen);
  }

  public FeeTier withMinimum(long fen) {
    return new FeeTier(fromFen, rate, fen, capFen, fixedFen);
  }

  public FeeTier withFixed(long fen) {
    return new FeeTier(fromFen, rate, minimumFen, capFen, fen);
  }

  public FeeTier from(long fen) {
    return new FeeTier(fen, rate, minimumFen, capFen, fixedFen);
  }
}
