package io.oneclear.message;

/** Terminal code (field 41), 8 characters. */
public record TerminalId(String code) {

  public TerminalId {
    if (code.length() != 8) {
      throw new IllegalArgumentException("a terminal code is 8 characters");
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
