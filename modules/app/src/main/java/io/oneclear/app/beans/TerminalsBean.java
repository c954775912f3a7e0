package io.oneclear.app.beans;

import io.oneclear.app.wiring.Wiring;

/** {@code 30_terminals.xml}: the switch and the listener the terminals talk to. */
public final class TerminalsBean extends RoomBean {

  @Override
  void open(Wiring wiring) {
    wiring.openTerminals();
  }

  @Override
  void close(Wiring wiring) {
    wiring.closeTerminals();
  }
}
