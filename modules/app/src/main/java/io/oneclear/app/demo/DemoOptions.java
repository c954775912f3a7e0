package io.oneclear.app.demo;

import io.oneclear.app.config.HostPort;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a demo node differs from the configuration.
 *
 * @param port of the terminals' listener; 0 lets the system choose
 * @param consolePort 0 lets the system choose; empty as configured
 * @param upstreamTimeout of the link to the scheme; empty as configured
 * @param scheme one that runs elsewhere, on the same data directory; empty for one of the node's
 *     own
 * @param size for load
 * @param settings more settings, path of a key → value
 */
public record DemoOptions(
    Optional<Integer> port,
    Optional<Integer> consolePort,
    Optional<Duration> upstreamTimeout,
    Optional<HostPort> scheme,
    DemoSize size,
    Map<String, String> settings) {

  private static final DemoSize NO_MORE = DemoSize.ofTerminals(0);

  /** As configured. */
  public static final DemoOptions CONFIGURED =
      new DemoOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          NO_MORE,
          Map.of());

  /** On ports nobody else uses. */
  public static DemoOptions onFreePorts() {
    return new DemoOptions(
        Optional.of(0), Optional.of(0), Optional.empty(), Optional.empty(), NO_MORE, Map.of());
  }

  public DemoOptions withUpstreamTimeout(Duration timeout) {
    return new DemoOptions(port, consolePort, Optional.of(timeout), scheme, size, settings);
  }

  /** With another setting. */
  public DemoOptions with(String key, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(key, value);
    return new DemoOptions(port, consolePort, upstreamTimeout, scheme, size, more);
  }

  public DemoOptions ofSize(DemoSize size) {
    return new DemoOptions(port, consolePort, upstreamTimeout, scheme, size, settings);
  }
}
