package io.oneclear.simulator.scheme;

import io.oneclear.simulator.CardProduct;

/**
 * A range of demo cards: any Luhn-valid number that starts with {@code prefix} has an account.
 *
 * @param issuer institution code of the issuer, up to 11 digits
 */
public record SchemeBin(String prefix, CardProduct product, String issuer) {

  public SchemeBin {
    if (!prefix.matches("\\d{1,12}")) {
      throw new IllegalArgumentException("scheme bin: prefix is 1 to 12 digits, not " + prefix);
    }
    if (!issuer.matches("\\d{1,11}")) {
      throw new IllegalArgumentException("scheme bin: issuer is 1 to 11 digits, not " + issuer);
    }
  }
}
