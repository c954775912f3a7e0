package io.oneclear.message.pos;

import io.oneclear.message.ResponseCode;

/** Ends the reading of a request that cannot be served. Costs no stack trace. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ResponseCode code;
  private final int field;

  Refusal(ResponseCode code, int field, String reason) {
    super(reason, null, false, false);
    this.code = code;
    this.field = field;
  }

  ResponseCode code() {
    return code;
  }

  int field() {
    return field;
  }
}
