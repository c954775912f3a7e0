package io.oneclear.message.jpos;

/**
 * Track data, LL in one packed byte counting half bytes: digits and the separator D, or whatever an
 * encryption made of them (z..).
 */
public final class PackedNibblesLL extends PackedVariable {

  public PackedNibblesLL() {
    super(Counts.PACKED_LL, 15);
  }
}
