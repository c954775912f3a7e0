package io.oneclear.settlement.files;

import java.util.Objects;

/**
 * Whose account pays: the acquirer's reserve account (备付金账户).
 *
 * @param bankCode CNAPS code, 12 digits
 */
public record Debtor(String name, String accountNumber, String bankCode) {

  public Debtor {
    Objects.requireNonNull(name);
    Objects.requireNonNull(accountNumber);
    if (!bankCode.matches("\\d{12}")) {
      throw new IllegalArgumentException("debtor bankCode: 12 digits, not '" + bankCode + "'");
    }
  }
}
