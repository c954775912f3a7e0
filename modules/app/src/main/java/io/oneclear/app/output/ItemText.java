package io.oneclear.app.output;

import io.oneclear.message.Money;
import io.oneclear.store.administration.ItemDesk.Item;
import java.util.List;
import java.util.Locale;

/** Open items, one line each. */
public final class ItemText {

  private ItemText() {}

  public static List<String> lines(List<Item> items) {
    return items.stream().map(ItemText::line).toList();
  }

  private static String line(Item item) {
    return String.format(
        Locale.ROOT,
        "%d %-6s %s %s %s %s, %s yuan, owner %s: %s%s",
        item.id(),
        item.state(),
        item.kind(),
        item.subject(),
        item.date() == null ? "-" : item.date(),
        item.merchant() == null ? "-" : item.merchant(),
        item.amountFen() == null ? "-" : Money.cny(item.amountFen()).yuan(),
        item.owner(),
        item.text(),
        item.resolution() == null ? "" : "; ended by " + item.resolution());
  }

  /**
   * An item for a program: plain values, moments in UTC as ISO 8601.
   *
   * @param resolution null while it is open
   */
  public record Json(
      long id,
      String state,
      String kind,
      String subject,
      String date,
      String merchant,
      Long amountFen,
      String owner,
      String text,
      String openedAt,
      String resolution) {}

  public static List<Json> json(List<Item> items) {
    return items.stream().map(ItemText::json).toList();
  }

  private static Json json(Item item) {
    return new Json(
        item.id(),
        item.state().name(),
        item.kind(),
        item.subject(),
        item.date() == null ? null : item.date().toString(),
        item.merchant(),
        item.amountFen(),
        item.owner(),
        item.text(),
        item.openedAt().toString(),
        item.resolution());
  }
}
