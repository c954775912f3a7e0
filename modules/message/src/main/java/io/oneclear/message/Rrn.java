package io.oneclear.message;

/** Retrieval reference number (field 37, 检索参考号), 12 characters, given by us. */
public record Rrn(String code) {

  public Rrn {
    if (code.length() != 12) {
      throw new IllegalArgumentException("a retrieval reference number is 12 characters");
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
