package io.oneclear.app.demo;

import io.oneclear.app.config.ConfigException;

/**
 * How large a demo is beyond its own merchants and terminals, for load.
 *
 * @param terminals at least so many
 * @param merchants that those beyond the demo's own belong to in turn: the demo's first, and others
 *     made for the purpose
 */
public record DemoSize(int terminals, int merchants) {

  /** What {@link GeneratedMerchants} has numbers for. */
  private static final int MOST_MERCHANTS = 1_000_000;

  public DemoSize {
    if (terminals < 0) {
      throw new ConfigException("--terminals: " + terminals + " is too few; at least 0");
    }
    if (merchants < 1 || merchants > MOST_MERCHANTS) {
      throw new ConfigException(
          "--merchants: %d is not between 1 and %d".formatted(merchants, MOST_MERCHANTS));
    }
  }

  /** So many terminals, those beyond the demo's own with the demo's first merchant. */
  public static DemoSize ofTerminals(int terminals) {
    return new DemoSize(terminals, 1);
  }
}
