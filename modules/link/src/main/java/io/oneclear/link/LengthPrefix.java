package io.oneclear.link;

/** How the length of a frame is written in front of it. The length does not count itself. */
public enum LengthPrefix {
  /** Two bytes, most significant first: terminals. */
  BINARY_2(2, 65_535),
  /** Four ASCII digits: schemes. {@code 0000} alone is a keep-alive. */
  ASCII_4(4, 9_999);

  private final int bytes;
  private final int maxFrameBytes;

  LengthPrefix(int bytes, int maxFrameBytes) {
    this.bytes = bytes;
    this.maxFrameBytes = maxFrameBytes;
  }

  /** Size of the prefix itself. */
  public int bytes() {
    return bytes;
  }

  /** The longest frame it can announce. */
  public int maxFrameBytes() {
    return maxFrameBytes;
  }
}
