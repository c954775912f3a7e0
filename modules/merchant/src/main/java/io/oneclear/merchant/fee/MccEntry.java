package io.oneclear.merchant.fee;

import java.time.LocalDate;
import java.util.Objects;

/** The class of one MCC from a day on; an MCC without an entry is {@link MccClass#STANDARD}. */
public record MccEntry(String mcc, MccClass mccClass, LocalDate from) {

  public MccEntry {
    if (!mcc.matches("\\d{4}")) {
      throw new IllegalArgumentException("mcc: four digits, not '" + mcc + "'");
    }
    Objects.requireNonNull(mccClass);
    Objects.requireNonNull(from);
  }
}
