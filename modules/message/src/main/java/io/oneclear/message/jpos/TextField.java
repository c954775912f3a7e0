package io.oneclear.message.jpos;

import java.util.Arrays;

/** Text, ASCII or GBK, behind a prefix or without one. */
abstract class TextField extends WireField {

  /** How many bytes of prefix stand before the content. */
  private final int prefix;

  TextField(int prefix) {
    this.prefix = prefix;
  }

  @Override
  public final String text(byte[] wire, int start, int end) {
    return Characters.text(wire, start + prefix, end);
  }

  @Override
  public final byte[] bytes(byte[] wire, int start, int end) {
    return Arrays.copyOfRange(wire, start + prefix, end);
  }

  @Override
  public final boolean isBinary(byte[] wire, int start, int end) {
    return Characters.isBinary(wire, start + prefix, end);
  }

  @Override
  public final boolean is(String text, byte[] wire, int start, int end) {
    return Characters.is(text, wire, start + prefix, end);
  }

  @Override
  public final int length(byte[] wire, int start, int end) {
    return Characters.isAscii(wire, start + prefix, end)
        ? end - start - prefix
        : super.length(wire, start, end);
  }

  @Override
  public final void copyText(byte[] wire, int start, int end, byte[] into, int at) {
    if (Characters.isAscii(wire, start + prefix, end)) {
      System.arraycopy(wire, start + prefix, into, at, end - start - prefix);
    } else {
      super.copyText(wire, start, end, into, at);
    }
  }

  @Override
  public final long number(byte[] wire, int start, int end) {
    long number = Characters.number(wire, start + prefix, end);
    return number < 0 ? super.number(wire, start, end) : number;
  }
}
