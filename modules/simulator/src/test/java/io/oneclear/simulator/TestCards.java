package io.oneclear.simulator;

import io.oneclear.message.MerchantId;
import io.oneclear.message.Pan;
import io.oneclear.message.TerminalId;
import io.oneclear.message.Track2;
import io.oneclear.security.ClearKey;
import java.util.List;
import java.util.stream.IntStream;

/** Cards and terminals that tests use. */
public final class TestCards {

  public static final DemoCard DEBIT = card("621626123456789012", "123456", CardProduct.DEBIT);
  public static final DemoCard CREDIT = card("622155123456789", "654321", CardProduct.CREDIT);
  public static final DemoCard FOREIGN = card("411111123456789", "1234", CardProduct.FOREIGN);
  public static final List<DemoCard> ALL = List.of(DEBIT, CREDIT, FOREIGN);

  private TestCards() {}

  /** The card whose number begins so, with its check digit. */
  public static DemoCard card(String withoutCheckDigit, String pin, CardProduct product) {
    for (int digit = 0; digit < 10; digit++) {
      Pan pan = new Pan(withoutCheckDigit + digit);
      if (pan.luhnValid()) {
        Track2 track2 = new Track2(pan.clear() + "D30122010000000000");
        return new DemoCard(pan, pin, "3012", track2, product);
      }
    }
    throw new IllegalStateException("one of ten digits is the check digit");
  }

  /** So many terminals with double-length keys; every fifth has single-length ones. */
  public static List<DemoTerminal> terminals(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new DemoTerminal(
                    new TerminalId(Integer.toString(10_000_001 + i)),
                    new MerchantId("490100054110001"),
                    ClearKey.des(
                        i % 5 == 4 ? "0123456789ABCDEF" : "0123456789ABCDEFFEDCBA9876543210"),
                    i % 5 == 4 ? TerminalAlgorithm.DES : TerminalAlgorithm.TRIPLE_DES))
        .toList();
  }
}
