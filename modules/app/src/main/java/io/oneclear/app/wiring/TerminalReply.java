package io.oneclear.app.wiring;

import io.oneclear.link.TerminalCall;
import io.oneclear.switching.Reply;

/** Where the switch's answer to a terminal goes: back on the connection the frame came from. */
record TerminalReply(TerminalCall call) implements Reply {

  @Override
  public void send(byte[] frame) {
    call.answer(frame);
  }

  @Override
  public void drop(String reason) {
    call.ignore(reason);
  }

  @Override
  public void hangUp(String reason) {
    call.drop(reason);
  }
}
