package io.oneclear.message.cups;

/** What a network management message is about: field 70. */
public enum NetworkFunction {
  SIGN_ON("001"),
  SIGN_OFF("002"),
  /** 0820: we ask for a new key. 0800: the scheme brings one. */
  KEY_RESET("101"),
  CUT_OVER_BEGINS("201"),
  CUT_OVER_ENDS("202"),
  ECHO("301");

  private final String code;

  NetworkFunction(String code) {
    this.code = code;
  }

  /** Field 70. */
  public String code() {
    return code;
  }

  /** The function of this field 70; null if it is none of these. */
  public static NetworkFunction of(String code) {
    for (NetworkFunction function : values()) {
      if (function.code.equals(code)) {
        return function;
      }
    }
    return null;
  }
}
