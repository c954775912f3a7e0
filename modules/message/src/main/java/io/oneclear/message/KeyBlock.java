package io.oneclear.message;

/**
 * A key as it may be stored or sent: a TR-31 / X9.143 key block, wrapped under another key. Prints
 * its header only. What is inside is known to {@code security} alone.
 */
public record KeyBlock(String text) {

  public KeyBlock {
    if (text.length() < 16) {
      throw new IllegalArgumentException("a key block has a header of 16 characters");
    }
  }

  @Override
  public String toString() {
    return "KeyBlock[" + text.substring(0, 16) + "…]";
  }
}
