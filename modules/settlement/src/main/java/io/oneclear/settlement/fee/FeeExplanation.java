package io.oneclear.settlement.fee;

import java.util.List;

/** How a fee came about, as lines of text for a person. */
public record FeeExplanation(List<String> lines) {

  public FeeExplanation {
    lines = List.copyOf(lines);
  }
}
