package io.oneclear.message;

/** Merchant code (field 42), 15 characters: institution 3, area 4, MCC 4, serial 4. */
public record MerchantId(String code) {

  public MerchantId {
    if (code.length() != 15) {
      throw new IllegalArgumentException("a merchant code is 15 characters");
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
