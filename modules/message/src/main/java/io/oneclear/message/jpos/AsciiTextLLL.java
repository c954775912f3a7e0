package io.oneclear.message.jpos;

/** Text, LLL as three ASCII digits counting bytes. */
public final class AsciiTextLLL extends TextVariable {

  public AsciiTextLLL() {
    super(Counts.ASCII_LLL);
  }
}
