package io.oneclear.bench.fill;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.ProtectedPan;
import io.oneclear.simulator.DemoTerminal;
import java.time.LocalDate;
import java.util.List;

/**
 * Who sold, to whom, over which link, and until when.
 *
 * @param openDay the business day after the last one of the past
 */
record Past(
    FillOrder order, LocalDate openDay, List<DemoTerminal> terminals, List<Card> cards, Link link) {

  /**
   * A card as the journal knows it.
   *
   * @param expiry YYMM
   */
  record Card(ProtectedPan pan, CardProduct product, String expiry) {}

  /** To the scheme. */
  record Link(String name, String acquirer, String forwarder) {}

  LocalDate firstDay() {
    return openDay.minusDays(order.days());
  }
}
