package io.oneclear.merchant.fee;

import java.util.List;
import java.util.Objects;

/** What a merchant pays: the rules its contract names. */
public record FeePlan(String code, String name, List<FeeRule> rules) {

  public FeePlan {
    Objects.requireNonNull(name);
    rules = List.copyOf(rules);
    if (!code.matches("[A-Za-z0-9._-]{1,40}")) {
      throw new IllegalArgumentException("fee plan '" + code + "': 1 to 40 of A-Z a-z 0-9 . _ -");
    }
    FeeBook.refuseContradictions("fee plan " + code, rules);
  }
}
