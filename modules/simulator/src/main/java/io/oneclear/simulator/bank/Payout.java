package io.oneclear.simulator.bank;

/**
 * One order of a payout file.
 *
 * @param id end-to-end identity
 * @param line the line as it stands in a batch text; empty in XML
 */
record Payout(String id, String account, long fen, String line) {

  @Override
  public String toString() {
    return "Payout[" + id + " " + fen + " fen]";
  }
}
