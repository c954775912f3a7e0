package io.oneclear.merchant.fee;

import io.oneclear.merchant.CardProduct;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * One dated rule of a fee plan or of a cost table. Never changed: a new price is a new rule with a
 * new id, so that an old fee line can always be explained.
 *
 * @param id unique over the whole book
 * @param mccClass null: any class; a rule for the class itself goes before it
 * @param from first business date
 * @param until first business date it no longer holds; null: open
 * @param tiers ascending, the first from 0
 */
public record FeeRule(
    String id,
    CardProduct product,
    MccClass mccClass,
    LocalDate from,
    LocalDate until,
    TierBasis basis,
    List<FeeTier> tiers) {

  public FeeRule {
    Objects.requireNonNull(product);
    Objects.requireNonNull(from);
    Objects.requireNonNull(basis);
    tiers = List.copyOf(tiers);
    if (!id.matches("[A-Za-z0-9._-]{1,40}")) {
      throw new IllegalArgumentException("fee rule id '" + id + "': 1 to 40 of A-Z a-z 0-9 . _ -");
    }
    if (until != null && !until.isAfter(from)) {
      throw new IllegalArgumentException(id + ": 'until' is not after 'from'");
    }
    if (tiers.isEmpty() || tiers.getFirst().fromFen() != 0) {
      throw new IllegalArgumentException(id + ": the first tier starts from 0");
    }
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).fromFen() <= tiers.get(i - 1).fromFen()) {
        throw new IllegalArgumentException(id + ": tiers ascend");
      }
    }
  }

  public boolean holdsOn(LocalDate date) {
    return !date.isBefore(from) && (until == null || date.isBefore(until));
  }

  /** The tier for a value of the basis: the last one that starts at or below it. */
  public FeeTier tierFor(long basisFen) {
    FeeTier found = tiers.getFirst();
    for (FeeTier tier : tiers) {
      if (tier.fromFen() <= basisFen) {
        found = tier;
      }
    }
    return found;
  }

  /** True if some transaction on some day would find both. */
  boolean contradicts(FeeRule other) {
    return product == other.product
        && mccClass == other.mccClass
        && (until == null || other.from.isBefore(until))
        && (other.until == null || from.isBefore(other.until));
  }
}
