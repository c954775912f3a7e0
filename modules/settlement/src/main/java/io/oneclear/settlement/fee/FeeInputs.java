package io.oneclear.settlement.fee;

import io.oneclear.merchant.CardProduct;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What a price depends on.
 *
 * @param plan code of the merchant's fee plan
 * @param monthVolumeFen what the merchant sold this month before {@code date}
 */
public record FeeInputs(
    String plan,
    String mcc,
    CardProduct product,
    long amountFen,
    LocalDate date,
    long monthVolumeFen) {

  public FeeInputs {
    Objects.requireNonNull(plan);
    Objects.requireNonNull(mcc);
    Objects.requireNonNull(product);
    Objects.requireNonNull(date);
    if (amountFen < 0 || monthVolumeFen < 0) {
      throw new IllegalArgumentException("a price is asked for an amount that is not negative");
    }
  }
}
