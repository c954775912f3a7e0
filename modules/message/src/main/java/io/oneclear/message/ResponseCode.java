package io.oneclear.message;

import java.util.Set;

/** Response code (field 39), two characters. Texts and classes: {@code cfg/response-codes.yaml}. */
public record ResponseCode(String code) {

  public static final ResponseCode APPROVED = new ResponseCode("00");
  public static final ResponseCode INVALID_MERCHANT = new ResponseCode("03");
  public static final ResponseCode INVALID_TRANSACTION = new ResponseCode("12");
  public static final ResponseCode INVALID_AMOUNT = new ResponseCode("13");
  public static final ResponseCode INVALID_CARD = new ResponseCode("14");
  public static final ResponseCode NO_ISSUER = new ResponseCode("15");
  public static final ResponseCode BEYOND_ALLOWED_DAYS = new ResponseCode("22");
  public static final ResponseCode NO_ORIGINAL = new ResponseCode("25");
  public static final ResponseCode FORMAT_ERROR = new ResponseCode("30");
  public static final ResponseCode NOT_SUPPORTED = new ResponseCode("40");
  public static final ResponseCode EXPIRED_CARD = new ResponseCode("54");
  public static final ResponseCode WRONG_PIN = new ResponseCode("55");
  public static final ResponseCode NOT_PERMITTED_TO_TERMINAL = new ResponseCode("58");
  public static final ResponseCode AMOUNT_LIMIT = new ResponseCode("61");
  public static final ResponseCode ORIGINAL_AMOUNT_MISMATCH = new ResponseCode("64");
  public static final ResponseCode SIGN_ON_AGAIN = new ResponseCode("77");
  public static final ResponseCode CUT_OVER_IN_PROGRESS = new ResponseCode("90");
  public static final ResponseCode ISSUER_UNAVAILABLE = new ResponseCode("91");
  public static final ResponseCode LINE_UNAVAILABLE = new ResponseCode("92");
  public static final ResponseCode DUPLICATE = new ResponseCode("94");
  public static final ResponseCode TOTALS_DIFFER = new ResponseCode("95");
  public static final ResponseCode SYSTEM_ERROR = new ResponseCode("96");
  public static final ResponseCode UNKNOWN_TERMINAL = new ResponseCode("97");
  public static final ResponseCode ISSUER_TIMEOUT = new ResponseCode("98");
  public static final ResponseCode PIN_FORMAT = new ResponseCode("99");
  public static final ResponseCode MAC_ERROR = new ResponseCode("A0");

  /** Success for the ledger: what schemes count as approved (16 not confirmed by all). */
  private static final Set<String> SUCCESS = Set.of("00", "10", "11", "16", "A2", "A4", "A5", "A6");

  public ResponseCode {
    if (code.length() != 2) {
      throw new IllegalArgumentException("a response code is two characters");
    }
  }

  /** True if money moved (or would have): a success for the ledger. */
  public boolean approved() {
    return SUCCESS.contains(code);
  }

  @Override
  public String toString() {
    return code;
  }
}
