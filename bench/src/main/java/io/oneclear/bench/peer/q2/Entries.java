package io.oneclear.bench.peer.q2;

/** Names in a transaction's Context, beside those that jPOS itself uses. */
final class Entries {

  /** WorkingKeys of the terminal. */
  static final String TERMINAL_KEYS = "TERMINAL_KEYS";

  /** TranLog as it was, or is about to be, inserted. */
  static final String TRAN_LOG = "TRAN_LOG";

  /** ISOMsg for the scheme. */
  static final String SCHEME_REQUEST = "SCHEME_REQUEST";

  /** ISOMsg from the scheme. */
  static final String SCHEME_RESPONSE = "SCHEME_RESPONSE";

  private Entries() {}
}
