package io.oneclear.message.jpos;

/** Text, LL as two ASCII digits counting bytes. */
public final class AsciiTextLL extends TextVariable {

  public AsciiTextLL() {
    super(Counts.ASCII_LL);
  }
}
