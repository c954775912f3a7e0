package io.oneclear.simulator;

import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.security.ClearKey;

/** A terminal as it left the key-loading room, one line of {@code terminals.csv}. */
public record DemoTerminal(
    TerminalId id, MerchantId merchant, ClearKey tmk, TerminalAlgorithm algorithm) {

  @Override
  public String toString() {
    return "DemoTerminal[" + id + "]";
  }
}
