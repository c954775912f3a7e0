package io.oneclear.bench.peer.q2;

import org.jpos.transaction.Context;

/** Whatever else a terminal may want. */
public final class Refuse extends Step {

  private static final String NOT_OFFERED = "40";

  @Override
  int work(Context transaction) {
    return refuse(transaction, NOT_OFFERED);
  }
}
