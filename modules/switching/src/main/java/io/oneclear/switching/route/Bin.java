package io.oneclear.switching.route;

import io.oneclear.merchant.CardProduct;
import java.util.List;

/**
 * What a card number's first digits say.
 *
 * @param prefix 1 to 12 digits
 * @param issuer name for people
 * @param links names of the links that lead to this issuer, best first
 */
public record Bin(String prefix, CardProduct product, String issuer, List<String> links) {

  public Bin {
    if (!prefix.matches("[0-9]{1,12}")) {
      throw new IllegalArgumentException("prefix is '" + prefix + "'; allowed are 1 to 12 digits");
    }
    links = List.copyOf(links);
    if (links.isEmpty()) {
      throw new IllegalArgumentException("prefix " + prefix + " has no link; allowed is 1 or more");
    }
  }
}
