package io.oneclear.bench.peer.q2;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jpos.iso.ISOMsg;

/** A terminal's message that still knows its bytes, or is to get its MAC when it is packed. */
public final class TerminalMessage extends ISOMsg {

  private static final long serialVersionUID = 1L;
  private static final int MAC_LENGTH = 8;

  private transient byte[] image;
  private transient UnaryOperator<byte[]> mac;

  /** A message without type and fields. */
  public TerminalMessage() {
    // jPOS's own messages can be externalized, and that needs this constructor to be seen.
  }

  /** What it was unpacked from: type to field 64. */
  void unpackedFrom(byte[] bytes) {
    this.image = bytes;
  }

  /** What the MAC it came with is made over: type to field 63. */
  byte[] macData() {
    return Arrays.copyOf(image, image.length - MAC_LENGTH);
  }

  /** Makes field 64 from type to field 63 when this is packed. Field 64 must be set. */
  void sealWith(UnaryOperator<byte[]> newMac) {
    this.mac = newMac;
  }

  /** Puts the MAC into the packed bytes. */
  void seal(byte[] packed) {
    if (mac != null) {
      int end = packed.length - MAC_LENGTH;
      byte[] made = mac.apply(Arrays.copyOf(packed, end));
      System.arraycopy(made, 0, packed, end, MAC_LENGTH);
    }
  }
}
