package io.oneclear.security;

/** How a MAC is made from a key and bytes. */
public enum MacAlgorithm {
  /**
   * UnionPay ECB: 8 ASCII hex characters (UnionPay terminal rules). Single or double-length key.
   */
  UNIONPAY_ECB,
  /**
   * ISO 9797-1 algorithm 3 (ANSI X9.19), zero padding: 8 bytes. With a single-length key it is DES
   * CBC (ANSI X9.9).
   */
  X9_19,
  /** 3DES CBC on every block, zero padding: 8 bytes. */
  CBC_3DES
}
