package io.oneclear.app.beans;

import io.oneclear.app.wiring.Wiring;

/** {@code 50_console.xml}: the HTTP console. */
public final class ConsoleBean extends RoomBean {

  @Override
  void open(Wiring wiring) {
    wiring.openConsole();
  }

  @Override
  void close(Wiring wiring) {
    wiring.closeConsole();
  }
}
