package io.oneclear.simulator;

import io.oneclear.message.pos.KeyScheme;

/**
 * The {@code algorithm} column of {@code terminals.csv}: which sign-on a terminal does. Terminals
 * with SM4 keys are not played yet.
 */
public enum TerminalAlgorithm {
  /** Single-length keys, sign-on 001. */
  DES("DES", KeyScheme.SINGLE_DES),
  /** Double-length keys, sign-on 003, UnionPay ECB MAC. */
  TRIPLE_DES("3DES", KeyScheme.DOUBLE_DES);

  private final String code;
  private final KeyScheme keyScheme;

  TerminalAlgorithm(String code, KeyScheme keyScheme) {
    this.code = code;
    this.keyScheme = keyScheme;
  }

  public static TerminalAlgorithm of(String code) {
    for (TerminalAlgorithm algorithm : values()) {
      if (algorithm.code.equals(code.strip())) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("algorithm: neither DES nor 3DES");
  }

  /** What its sign-on asks for in field 60.3. */
  public KeyScheme keyScheme() {
    return keyScheme;
  }
}
