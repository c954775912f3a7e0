package io.oneclear.simulator.bank;

/** What the bank does with a payout. */
public enum BankDecision {
  /** Paid at once. */
  PAID("", ""),
  /** Refused at once: the account is closed. */
  REJECTED("AC04", "账户已销户"),
  /** Paid, and sent back by the payee's bank afterwards (退票). */
  RETURNED("AC01", "收款人账号户名不符"),
  /** Taken on, and paid later. */
  PENDING("", ""),
  /** Refused: this identity was paid before. */
  DUPLICATE("AM05", "重复的支付指令"),
  /** Refused: count or sum of the file do not add up. */
  BAD_FILE("AM10", "笔数或金额合计不符");

  private final String reasonCode;
  private final String reasonText;

  BankDecision(String reasonCode, String reasonText) {
    this.reasonCode = reasonCode;
    this.reasonText = reasonText;
  }

  /** ISO 20022 external status reason; empty if paid. */
  String reasonCode() {
    return reasonCode;
  }

  String reasonText() {
    return reasonText;
  }

  /** True if money leaves the payer's account now or later. */
  boolean pays() {
    return switch (this) {
      case PAID, RETURNED, PENDING -> true;
      case REJECTED, DUPLICATE, BAD_FILE -> false;
    };
  }
}
