package io.oneclear.message.jpos;

/** Digits, LL in one packed byte counting them (n..). */
public final class PackedDigitsLL extends PackedVariable {

  public PackedDigitsLL() {
    super(Counts.PACKED_LL, 9);
  }
}
