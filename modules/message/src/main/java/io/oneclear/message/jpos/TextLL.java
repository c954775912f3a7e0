package io.oneclear.message.jpos;

/** Text, LL in one packed byte counting bytes. */
public final class TextLL extends TextVariable {

  public TextLL() {
    super(Counts.PACKED_LL);
  }
}
