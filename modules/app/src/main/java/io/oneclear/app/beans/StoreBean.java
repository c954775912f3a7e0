package io.oneclear.app.beans;

import io.oneclear.app.wiring.Wiring;

/** {@code 10_store.xml}: the database, the security module, the registry and the journal. */
public final class StoreBean extends RoomBean {

  @Override
  void open(Wiring wiring) {
    wiring.openStore();
  }

  @Override
  void close(Wiring wiring) {
    wiring.closeStore();
  }
}
