package io.oneclear.message;

/**
 * Bytes inside a larger array, not copied: what a MAC is made over, in the frame it stands in. Good
 * as long as nobody changes the array.
 *
 * @param from the first byte
 * @param to behind the last
 */
public record ByteRange(byte[] array, int from, int to) {

  public static ByteRange of(byte[] bytes) {
    return new ByteRange(bytes, 0, bytes.length);
  }

  public int length() {
    return to - from;
  }

  @Override
  public String toString() {
    return "ByteRange[" + length() + " bytes]";
  }
}
