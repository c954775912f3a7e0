package io.oneclear.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.oneclear.link.matching.LateKind;
import io.oneclear.link.scheme.LinkMetrics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the links to the schemes report. */
final class LinkMeters implements LinkMetrics {

  private final MeterRegistry registry;
  private final MeterProvider<Counter> requests;
  private final MeterProvider<Timer> answers;
  private final MeterProvider<Counter> disconnects;
  private final MeterProvider<Counter> refused;
  private final ConcurrentMap<String, Counter> sent = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Timer> answered = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, AtomicInteger> signedOn = new ConcurrentHashMap<>();

  LinkMeters(MeterRegistry registry) {
    this.registry = registry;
    requests =
        Counter.builder("oneclear.link.requests")
            .description("Requests on a link, by how they went")
            .withRegistry(registry);
    answers =
        Timer.builder("oneclear.link.answers")
            .description("From send to answer on a link")
            .serviceLevelObjectives(Meters.latencies())
            .withRegistry(registry);
    disconnects = Counter.builder("oneclear.link.disconnects").withRegistry(registry);
    refused = Counter.builder("oneclear.link.refused").withRegistry(registry);
  }

  @Override
  public void signedOn(String link, int connections) {
    number(signedOn, "oneclear.link.connections", link).set(connections);
  }

  @Override
  public void disconnected(String link, Disconnect reason) {
    disconnects.withTags("link", link, "reason", SwitchMeters.lower(reason)).increment();
  }

  @Override
  public void requestSent(String link) {
    sent.computeIfAbsent(link, key -> requests.withTags("link", key, "event", "sent")).increment();
  }

  @Override
  public void answered(String link, long nanos) {
    answered
        .computeIfAbsent(link, key -> answers.withTags("link", key))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void timedOut(String link) {
    requests.withTags("link", link, "event", "timed_out").increment();
  }

  @Override
  public void notSent(String link, NotSentReason reason) {
    requests.withTags("link", link, "event", "not_sent_" + SwitchMeters.lower(reason)).increment();
  }

  @Override
  public void late(String link, LateKind kind) {
    requests.withTags("link", link, "event", "late_" + SwitchMeters.lower(kind)).increment();
  }

  @Override
  public void refusedMessage(String link, Refusal reason) {
    refused.withTags("link", link, "reason", SwitchMeters.lower(reason)).increment();
  }

  private AtomicInteger number(
      ConcurrentMap<String, AtomicInteger> numbers, String name, String link) {
    return numbers.computeIfAbsent(
        link,
        key -> {
          AtomicInteger number = new AtomicInteger();
          Gauge.builder(name, number, AtomicInteger::get).tag("link", key).register(registry);
          return number;
        });
  }
}
