package io.oneclear.simulator.bank;

import java.util.List;

/**
 * A payout file as the bank has read it.
 *
 * @param name of the file
 * @param messageId of an XML file; empty for a batch text
 * @param addsUp false if its own count or sum says otherwise
 */
record PayoutFile(String name, String messageId, boolean addsUp, List<Payout> payouts) {

  boolean isXml() {
    return name.endsWith(".xml");
  }

  /** The name of its answer; {@code "_1"} for later news, empty for the first. */
  String answerName(String suffix) {
    return isXml()
        ? name.replace("pain001_", "pain002_").replace(".xml", suffix + ".xml")
        : name.replace("req_", "res_").replace(".txt", suffix + ".txt");
  }
}
