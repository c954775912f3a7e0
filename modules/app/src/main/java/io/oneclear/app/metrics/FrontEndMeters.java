package io.oneclear.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.oneclear.link.FrontEndMetrics;
import java.util.concurrent.atomic.AtomicInteger;

/** What the terminals' listener reports. */
final class FrontEndMeters implements FrontEndMetrics {

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final MeterProvider<Counter> connections;
  private final MeterProvider<Counter> troubles;
  private final Counter framesIn;
  private final Counter framesOut;
  private final Counter bytesIn;
  private final Counter bytesOut;

  FrontEndMeters(MeterRegistry registry) {
    Gauge.builder("oneclear.terminals.connections", open, AtomicInteger::get).register(registry);
    Gauge.builder("oneclear.terminals.inflight", inFlight, AtomicInteger::get).register(registry);
    connections = Counter.builder("oneclear.terminals.connection.events").withRegistry(registry);
    troubles = Counter.builder("oneclear.terminals.trouble").withRegistry(registry);
    framesIn = traffic(registry, "oneclear.terminals.frames", "in");
    framesOut = traffic(registry, "oneclear.terminals.frames", "out");
    bytesIn = traffic(registry, "oneclear.terminals.bytes", "in");
    bytesOut = traffic(registry, "oneclear.terminals.bytes", "out");
  }

  private static Counter traffic(MeterRegistry registry, String name, String direction) {
    return Counter.builder(name).tag("direction", direction).register(registry);
  }

  @Override
  public void connectionOpened() {
    open.incrementAndGet();
    connections.withTags("event", "opened").increment();
  }

  @Override
  public void connectionRefused(Refusal reason) {
    connections.withTags("event", "refused_" + SwitchMeters.lower(reason)).increment();
  }

  @Override
  public void connectionClosed(Close reason) {
    open.decrementAndGet();
    connections.withTags("event", "closed_" + SwitchMeters.lower(reason)).increment();
  }

  @Override
  public void frameReceived(int bytes) {
    framesIn.increment();
    bytesIn.increment(bytes);
  }

  @Override
  public void frameSent(int bytes) {
    framesOut.increment();
    bytesOut.increment(bytes);
  }

  @Override
  public void inFlight(int change) {
    inFlight.addAndGet(change);
  }

  @Override
  public void dropped(String reason) {
    troubles.withTags("event", "dropped", "reason", reason).increment();
  }

  @Override
  public void answeredAgain() {
    troubles.withTags("event", "answered_again", "reason", "none").increment();
  }

  @Override
  public void answerUndeliverable() {
    troubles.withTags("event", "answer_undeliverable", "reason", "none").increment();
  }

  @Override
  public void readingSuspended() {
    troubles.withTags("event", "reading_suspended", "reason", "none").increment();
  }
}
