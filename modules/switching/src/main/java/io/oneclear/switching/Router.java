package io.oneclear.switching;

import io.oneclear.message.Pan;
import io.oneclear.switching.route.Bin;
import io.oneclear.switching.route.BinTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Chooses the link for a card: the BIN with the longest prefix, then the first of its links that is
 * up. The table can be swapped while requests are under way; each sees one table or the other.
 */
public final class Router {

  private final AtomicReference<BinTable> table;
  private final Links links;

  public Router(BinTable table, Links links) {
    this.table = new AtomicReference<>(table);
    this.links = links;
  }

  /** Puts a new table in force. */
  public void replace(BinTable newTable) {
    table.set(Objects.requireNonNull(newTable));
  }

  /** Where this card goes; empty if no BIN covers it. */
  public Optional<Route> select(Pan pan) {
    Bin bin = table.get().find(pan);
    return bin == null ? Optional.empty() : Optional.of(new Route(bin, firstAvailable(bin)));
  }

  /** Why this card goes where it goes, a line a step. Shows the card masked. */
  public List<String> explain(Pan pan) {
    List<String> lines = new ArrayList<>();
    lines.add("card " + pan.masked() + ", " + pan.length() + " digits");
    List<Bin> matches = table.get().matches(pan);
    for (Bin bin : matches) {
      lines.add(
          "prefix "
              + bin.prefix()
              + " matches: "
              + bin.issuer()
              + ", "
              + bin.product()
              + ", links "
              + String.join(", ", bin.links()));
    }
    if (matches.isEmpty()) {
      lines.add("no prefix matches: declined 15");
      return lines;
    }
    Bin chosen = matches.getLast();
    lines.add("longest prefix is " + chosen.prefix());
    for (String name : chosen.links()) {
      Optional<Upstream> link = links.find(name);
      if (link.isPresent() && link.get().available()) {
        lines.add("link " + name + " is up: chosen");
        return lines;
      }
      lines.add("link " + name + (link.isPresent() ? " is down" : " does not exist"));
    }
    lines.add("no link is up: declined 91");
    return lines;
  }

  private Optional<Upstream> firstAvailable(Bin bin) {
    for (String name : bin.links()) {
      Optional<Upstream> link = links.find(name);
      if (link.isPresent() && link.get().available()) {
        return link;
      }
    }
    return Optional.empty();
  }

  /**
   * Outcome of routing.
   *
   * @param link empty if none of the BIN's links is up
   */
  public record Route(Bin bin, Optional<Upstream> link) {}
}
