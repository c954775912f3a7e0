package io.oneclear.link;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of a terminal listener.
 *
 * @param host address to bind, e.g. {@code 0.0.0.0}
 * @param port to bind; 0 lets the system choose
 * @param maxFrameBytes longest frame without its two length bytes; a longer claim is refused before
 *     any memory is taken for it
 * @param maxConnections connections at once, whole listener
 * @param maxConnectionsPerAddress connections at once from one IP address
 * @param backlog connections the system may hold before they are accepted
 * @param idleTimeout a connection with nothing read and nothing in flight for so long is closed
 * @param frameDeadline a frame whose first byte has come must be whole within this
 * @param maxInFlightPerConnection requests of one connection being worked on; beyond it the
 *     connection is not read
 * @param writeBufferLowBytes reading goes on again when less than this is waiting to be written
 * @param writeBufferHighBytes reading pauses when more than this is waiting to be written
 * @param stalledWriteTimeout a client that has not read for so long beyond the high mark is closed
 * @param tls null for plain TCP
 */
public record FrontEndConfig(
    String host,
    int port,
    int maxFrameBytes,
    int maxConnections,
    int maxConnectionsPerAddress,
    int backlog,
    Duration idleTimeout,
    Duration frameDeadline,
    int maxInFlightPerConnection,
    int writeBufferLowBytes,
    int writeBufferHighBytes,
    Duration stalledWriteTimeout,
    Tls tls) {

  public FrontEndConfig {
    Check.text("terminals.host", host, 1, 255);
    Check.range("terminals.port", port, 0, 65_535);
    Check.range("terminals.maxFrameBytes", maxFrameBytes, 16, 65_534);
    Check.range("terminals.maxConnections", maxConnections, 1, 1_000_000);
    Check.range("terminals.maxConnectionsPerAddress", maxConnectionsPerAddress, 1, maxConnections);
    Check.range("terminals.backlog", backlog, 1, 65_535);
    Duration least = Duration.ofMillis(1);
    Check.range("terminals.idleTimeout", idleTimeout, least, Duration.ofDays(1));
    Check.range("terminals.frameDeadline", frameDeadline, least, Duration.ofMinutes(5));
    Check.range("terminals.maxInFlightPerConnection", maxInFlightPerConnection, 1, 100_000);
    Check.range("terminals.writeBufferLowBytes", writeBufferLowBytes, 1, 1 << 24);
    Check.range(
        "terminals.writeBufferHighBytes", writeBufferHighBytes, writeBufferLowBytes, 1 << 26);
    Check.range("terminals.stalledWriteTimeout", stalledWriteTimeout, least, Duration.ofMinutes(5));
  }

  /** The usual limits, plain TCP. */
  public static FrontEndConfig of(String host, int port) {
    return new FrontEndConfig(
        host,
        port,
        2_048,
        50_000,
        20_000,
        4_096,
        Duration.ofMinutes(10),
        Duration.ofSeconds(5),
        256,
        32 * 1024,
        128 * 1024,
        Duration.ofSeconds(10),
        null);
  }

  public FrontEndConfig withConnections(int total, int perAddress) {
    return new FrontEndConfig(
        host,
        port,
        maxFrameBytes,
        total,
        perAddress,
        backlog,
        idleTimeout,
        frameDeadline,
        maxInFlightPerConnection,
        writeBufferLowBytes,
        writeBufferHighBytes,
        stalledWriteTimeout,
        tls);
  }

  public FrontEndConfig withTls(Tls settings) {
    return new FrontEndConfig(
        host,
        port,
        maxFrameBytes,
        maxConnections,
        maxConnectionsPerAddress,
        backlog,
        idleTimeout,
        frameDeadline,
        maxInFlightPerConnection,
        writeBufferLowBytes,
        writeBufferHighBytes,
        stalledWriteTimeout,
        settings);
  }

  /**
   * TLS of a listener. The files are read when the listener starts and when it is told to reload.
   *
   * @param certificateChain PEM
   * @param privateKey PEM, PKCS#8, not encrypted
   * @param clientAuthorities PEM with the authorities whose terminals may come in (mTLS); null asks
   *     for no client certificate
   * @param handshakeTimeout a handshake that takes longer is closed
   */
  public record Tls(
      Path certificateChain, Path privateKey, Path clientAuthorities, Duration handshakeTimeout) {

    public Tls {
      if (certificateChain == null || privateKey == null) {
        throw new IllegalArgumentException(
            "terminals.tls: certificateChain and privateKey are both needed");
      }
      Check.range(
          "terminals.tls.handshakeTimeout",
          handshakeTimeout,
          Duration.ofMillis(1),
          Duration.ofMinutes(1));
    }
  }
}
