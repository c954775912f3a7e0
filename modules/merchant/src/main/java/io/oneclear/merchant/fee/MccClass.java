package io.oneclear.merchant.fee;

/** Price class of a merchant category since the price reform of 2016-09-06 (96 费改). */
public enum MccClass {
  /** 标准类. */
  STANDARD,
  /** 优惠类: supermarkets, fuel, utilities, transport. */
  PREFERENTIAL,
  /** 减免类: non-profit hospitals, education, charity. */
  EXEMPT
}
