package io.oneclear.security;

/** A PIN in clear, 4 to 12 digits: known to cardholders and issuers. Prints stars. */
public final class ClearPin {

  private final String digits;

  public ClearPin(String digits) {
    if (digits.length() < 4 || digits.length() > 12) {
      throw new IllegalArgumentException("a PIN is 4 to 12 digits");
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        throw new IllegalArgumentException("a PIN is 4 to 12 digits");
      }
    }
    this.digits = digits;
  }

  /** The PIN itself. Never for logs, exceptions or files. */
  public String clear() {
    return digits;
  }

  /** One digit a byte. */
  byte[] toDigits() {
    byte[] bytes = new byte[digits.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (digits.charAt(i) - '0');
    }
    return bytes;
  }

  static ClearPin ofDigits(byte[] bytes) {
    StringBuilder digits = new StringBuilder(bytes.length);
    for (byte digit : bytes) {
      digits.append((char) ('0' + digit));
    }
    return new ClearPin(digits.toString());
  }

  public int length() {
    return digits.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClearPin pin && digits.equals(pin.digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  @Override
  public String toString() {
    return "****";
  }
}
