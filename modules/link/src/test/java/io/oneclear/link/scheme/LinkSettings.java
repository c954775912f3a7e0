package io.oneclear.link.scheme;

import java.time.Duration;

/** A link's settings for tests: everything quick, a few of them changed. */
record LinkSettings(
    Duration requestTimeout, int connections, int maxInFlight, Duration echoInterval) {

  static LinkSettings quick() {
    return new LinkSettings(Duration.ofSeconds(10), 1, 100, Duration.ofSeconds(30));
  }

  LinkSettings requestTimeout(Duration timeout) {
    return new LinkSettings(timeout, connections, maxInFlight, echoInterval);
  }

  LinkSettings connections(int count) {
    return new LinkSettings(requestTimeout, count, maxInFlight, echoInterval);
  }

  LinkSettings maxInFlight(int most) {
    return new LinkSettings(requestTimeout, connections, most, echoInterval);
  }

  LinkSettings echoInterval(Duration interval) {
    return new LinkSettings(requestTimeout, connections, maxInFlight, interval);
  }

  SchemeLinkConfig config(int port) {
    return new SchemeLinkConfig(
        "unionpay",
        "127.0.0.1",
        port,
        "49000000",
        "49000000",
        connections,
        requestTimeout,
        Duration.ofSeconds(2),
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        echoInterval,
        echoInterval.dividedBy(2),
        2,
        maxInFlight,
        Duration.ofMinutes(1),
        1_000,
        4_096,
        1,
        999_999);
  }
}
