package io.oneclear.link;

import java.time.Duration;

/** A front end's limits with a few of them changed. */
record FrontEndLimits(FrontEndConfig config) {

  static FrontEndLimits usual() {
    return new FrontEndLimits(FrontEndConfig.of("127.0.0.1", 0));
  }

  FrontEndLimits frameDeadline(Duration deadline) {
    return changed(
        config.maxConnections(),
        config.maxConnectionsPerAddress(),
        config.idleTimeout(),
        deadline,
        config.maxInFlightPerConnection());
  }

  FrontEndLimits idle(Duration timeout) {
    return changed(
        config.maxConnections(),
        config.maxConnectionsPerAddress(),
        timeout,
        config.frameDeadline(),
        config.maxInFlightPerConnection());
  }

  FrontEndLimits connections(int total, int perAddress) {
    return changed(
        total,
        perAddress,
        config.idleTimeout(),
        config.frameDeadline(),
        config.maxInFlightPerConnection());
  }

  FrontEndLimits inFlight(int most) {
    return changed(
        config.maxConnections(),
        config.maxConnectionsPerAddress(),
        config.idleTimeout(),
        config.frameDeadline(),
        most);
  }

  FrontEndLimits writeBuffer(int low, int high) {
    return with(low, high, config.stalledWriteTimeout());
  }

  FrontEndLimits stalledWrite(Duration timeout) {
    return with(config.writeBufferLowBytes(), config.writeBufferHighBytes(), timeout);
  }

  private FrontEndLimits with(int low, int high, Duration stalledWrite) {
    return new FrontEndLimits(
        new FrontEndConfig(
            config.host(),
            config.port(),
            config.maxFrameBytes(),
            config.maxConnections(),
            config.maxConnectionsPerAddress(),
            config.backlog(),
            config.idleTimeout(),
            config.frameDeadline(),
            config.maxInFlightPerConnection(),
            low,
            high,
            stalledWrite,
            config.tls()));
  }

  private FrontEndLimits changed(
      int total, int perAddress, Duration idle, Duration frameDeadline, int inFlight) {
    return new FrontEndLimits(
        new FrontEndConfig(
            config.host(),
            config.port(),
            config.maxFrameBytes(),
            total,
            perAddress,
            config.backlog(),
            idle,
            frameDeadline,
            inFlight,
            config.writeBufferLowBytes(),
            config.writeBufferHighBytes(),
            config.stalledWriteTimeout(),
            config.tls()));
  }
}
