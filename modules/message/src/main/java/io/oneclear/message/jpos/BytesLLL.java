package io.oneclear.message.jpos;

/** Bytes, LLL in two packed bytes counting them. */
public final class BytesLLL extends BytesVariable {

  public BytesLLL() {
    super(Counts.PACKED_LLL);
  }
}
