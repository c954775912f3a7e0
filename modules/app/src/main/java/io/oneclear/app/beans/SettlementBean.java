package io.oneclear.app.beans;

import io.oneclear.app.wiring.Wiring;

/** {@code 40_settlement.xml}: the end of day. */
public final class SettlementBean extends RoomBean {

  @Override
  void open(Wiring wiring) {
    wiring.openSettlement();
  }

  @Override
  void close(Wiring wiring) {
    wiring.closeSettlement();
  }
}
