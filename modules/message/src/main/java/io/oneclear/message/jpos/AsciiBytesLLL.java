package io.oneclear.message.jpos;

/** Bytes, LLL as three ASCII digits counting them. */
public final class AsciiBytesLLL extends BytesVariable {

  public AsciiBytesLLL() {
    super(Counts.ASCII_LLL);
  }
}
