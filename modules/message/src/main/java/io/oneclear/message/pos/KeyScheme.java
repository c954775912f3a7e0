package io.oneclear.message.pos;

/** Which working keys a sign-on asks for (field 60.3). */
public enum KeyScheme {
  SINGLE_DES("001"),
  DOUBLE_DES("003"),
  DOUBLE_DES_WITH_TRACK_KEY("004"),
  SM4("005");

  private final String code;

  KeyScheme(String code) {
    this.code = code;
  }

  /** Field 60.3. */
  public String code() {
    return code;
  }

  /** The scheme of this 60.3; null if it is none. */
  public static KeyScheme of(String code) {
    for (KeyScheme scheme : values()) {
      if (scheme.code.equals(code)) {
        return scheme;
      }
    }
    return null;
  }
}
