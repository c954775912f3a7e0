package io.oneclear.bench.command;

import io.oneclear.bench.fill.FillOrder;
import picocli.CommandLine.Option;

/** What a journal is filled with. */
final class FillOptions {

  @Option(names = "--rows", required = true, description = "approved purchases")
  private long rows;

  @Option(
      names = "--days",
      defaultValue = "30",
      description =
          "business days before the open one that they are spread over" + " (${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--terminals",
      defaultValue = "400",
      description = "that made them (${DEFAULT-VALUE})")
  private int terminals;

  @Option(
      names = "--merchants",
      defaultValue = "1",
      description = "of the terminals beyond the demo's own (${DEFAULT-VALUE})")
  private int merchants;

  @Option(
      names = "--lanes",
      defaultValue = "2",
      description = "that write at a time (${DEFAULT-VALUE})")
  private int lanes;

  FillOrder order() {
    return new FillOrder(rows, days, terminals, merchants, lanes);
  }
}
