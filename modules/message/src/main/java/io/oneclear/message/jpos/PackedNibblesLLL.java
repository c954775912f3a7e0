package io.oneclear.message.jpos;

/**
 * Track data or private digits, LLL in two packed bytes counting half bytes (z..., and n... where
 * contents that are not digits are kept).
 */
public final class PackedNibblesLLL extends PackedVariable {

  public PackedNibblesLLL() {
    super(Counts.PACKED_LLL, 15);
  }
}
