package io.oneclear.message.jpos;

/** Text, LLL in two packed bytes counting bytes. */
public final class TextLLL extends TextVariable {

  public TextLLL() {
    super(Counts.PACKED_LLL);
  }
}
