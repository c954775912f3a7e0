package io.oneclear.link.scheme;

import io.oneclear.link.Check;
import java.time.Duration;

/**
 * How a scheme link behaves.
 *
 * @param name as in routes, journal and metrics
 * @param host of the scheme's listener
 * @param port of the scheme's listener
 * @param acquirer our institution code, field 32, up to 11 digits
 * @param forwarder our forwarding institution code, field 33, up to 11 digits
 * @param connections TCP connections held open, 1 to 32
 * @param requestTimeout from send to {@code TimedOut}
 * @param connectTimeout TCP connect, and the sign-on after it
 * @param backOffMin first wait before reconnecting; doubles each time, jittered
 * @param backOffMax longest wait before reconnecting
 * @param echoInterval how often each connection sends 0820/301
 * @param echoTimeout how long an echo may take; shorter than the interval
 * @param missedEchoes so many in a row unanswered, with nothing else received: reconnect
 * @param maxInFlight requests waiting for an answer, whole link
 * @param lateWindow how long a finished request is remembered, to tell late from unknown
 * @param maxRemembered how many finished requests are remembered at most
 * @param maxFrameBytes longest frame, 46-byte header and body, up to 9999
 * @param firstStan first trace number of this node
 * @param lastStan last trace number of this node; nodes that share institution codes take ranges
 *     that do not overlap
 */
public record SchemeLinkConfig(
    String name,
    String host,
    int port,
    String acquirer,
    String forwarder,
    int connections,
    Duration requestTimeout,
    Duration connectTimeout,
    Duration backOffMin,
    Duration backOffMax,
    Duration echoInterval,
    Duration echoTimeout,
    int missedEchoes,
    int maxInFlight,
    Duration lateWindow,
    int maxRemembered,
    int maxFrameBytes,
    int firstStan,
    int lastStan) {

  public SchemeLinkConfig {
    Check.text("link.name", name, 1, 40);
    Check.text("link.host", host, 1, 255);
    Check.range("link.port", port, 1, 65_535);
    Check.digits("link.acquirer", acquirer, 11);
    Check.digits("link.forwarder", forwarder, 11);
    Check.range("link.connections", connections, 1, 32);
    Check.range("link.requestTimeout", requestTimeout, Duration.ofMillis(1), Duration.ofMinutes(5));
    Check.range("link.connectTimeout", connectTimeout, Duration.ofMillis(1), Duration.ofMinutes(1));
    Check.range("link.backOffMin", backOffMin, Duration.ofMillis(1), Duration.ofMinutes(10));
    Check.range("link.backOffMax", backOffMax, backOffMin, Duration.ofHours(1));
    Check.range("link.echoInterval", echoInterval, Duration.ofMillis(2), Duration.ofHours(1));
    Check.range("link.echoTimeout", echoTimeout, Duration.ofMillis(1), echoInterval.minusMillis(1));
    Check.range("link.missedEchoes", missedEchoes, 1, 100);
    Check.range("link.maxInFlight", maxInFlight, 1, 1_000_000);
    Check.range("link.lateWindow", lateWindow, Duration.ofMillis(1), Duration.ofHours(24));
    Check.range("link.maxRemembered", maxRemembered, 1, 10_000_000);
    Check.range("link.maxFrameBytes", maxFrameBytes, 64, 9_999);
    Check.range("link.firstStan", firstStan, 1, 999_999);
    Check.range("link.lastStan", lastStan, firstStan, 999_999);
  }

  /** The usual values for a link; our institution is acquirer and forwarder at once. */
  public static SchemeLinkConfig of(String name, String host, int port, String institution) {
    return new SchemeLinkConfig(
        name,
        host,
        port,
        institution,
        institution,
        1,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofMillis(200),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        2,
        20_000,
        Duration.ofMinutes(5),
        50_000,
        4_096,
        1,
        999_999);
  }

  public SchemeLinkConfig withConnections(int count) {
    return new SchemeLinkConfig(
        name,
        host,
        port,
        acquirer,
        forwarder,
        count,
        requestTimeout,
        connectTimeout,
        backOffMin,
        backOffMax,
        echoInterval,
        echoTimeout,
        missedEchoes,
        maxInFlight,
        lateWindow,
        maxRemembered,
        maxFrameBytes,
        firstStan,
        lastStan);
  }

  public SchemeLinkConfig withRequestTimeout(Duration timeout) {
    return new SchemeLinkConfig(
        name,
        host,
        port,
        acquirer,
        forwarder,
        connections,
        timeout,
        connectTimeout,
        backOffMin,
        backOffMax,
        echoInterval,
        echoTimeout,
        missedEchoes,
        maxInFlight,
        lateWindow,
        maxRemembered,
        maxFrameBytes,
        firstStan,
        lastStan);
  }
}
