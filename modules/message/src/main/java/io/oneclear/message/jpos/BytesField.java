package io.oneclear.message.jpos;

import java.util.Arrays;
import java.util.HexFormat;
import org.jpos.iso.ISOBinaryField;
import org.jpos.iso.ISOComponent;

/** Bytes, behind a prefix or without one. */
abstract class BytesField extends WireField {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** How many bytes of prefix stand before the content. */
  private final int prefix;

  BytesField(int prefix) {
    this.prefix = prefix;
  }

  @Override
  public final String text(byte[] wire, int start, int end) {
    return HEX.formatHex(wire, start + prefix, end);
  }

  @Override
  public final byte[] bytes(byte[] wire, int start, int end) {
    return Arrays.copyOfRange(wire, start + prefix, end);
  }

  @Override
  public final boolean isBinary(byte[] wire, int start, int end) {
    return true;
  }

  @Override
  public final ISOComponent createComponent(int number) {
    return new ISOBinaryField(number);
  }
}
