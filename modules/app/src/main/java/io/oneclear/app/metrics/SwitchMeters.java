package io.oneclear.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.oneclear.message.ResponseCode;
import io.oneclear.switching.SwitchMetrics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the switch reports. */
final class SwitchMeters implements SwitchMetrics {

  private final MeterProvider<Timer> answers;
  private final ConcurrentMap<Answered, Timer> answered = new ConcurrentHashMap<>();
  private final MeterProvider<Counter> dropped;
  private final MeterProvider<Counter> advices;
  private final Map<Hop, Timer> hops = new EnumMap<>(Hop.class);
  private final Map<Alarm, Counter> alarms = new EnumMap<>(Alarm.class);
  private final Counter joined;
  private final Counter replayed;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger advicesUnderWay = new AtomicInteger();

  SwitchMeters(MeterRegistry registry) {
    answers =
        Timer.builder("oneclear.transactions")
            .description("Requests answered, from arrival to answer")
            .serviceLevelObjectives(Meters.latencies())
            .withRegistry(registry);
    dropped =
        Counter.builder("oneclear.requests.dropped")
            .description("Requests that got no answer")
            .withRegistry(registry);
    advices =
        Counter.builder("oneclear.advices")
            .description("Stored advices sent, by what came back")
            .withRegistry(registry);
    for (Hop hop : Hop.values()) {
      hops.put(
          hop,
          Timer.builder("oneclear.hop")
              .description("Where a transaction spends its time")
              .tag("hop", lower(hop))
              .serviceLevelObjectives(Meters.latencies())
              .register(registry));
    }
    for (Alarm alarm : Alarm.values()) {
      alarms.put(
          alarm,
          Counter.builder("oneclear.alarms")
              .description("Somebody has to look")
              .tag("alarm", lower(alarm))
              .register(registry));
    }
    joined = Counter.builder("oneclear.requests.joined").register(registry);
    replayed = Counter.builder("oneclear.requests.replayed").register(registry);
    Gauge.builder("oneclear.requests.inflight", inFlight, AtomicInteger::get).register(registry);
    Gauge.builder("oneclear.advices.inflight", advicesUnderWay, AtomicInteger::get)
        .register(registry);
  }

  @Override
  public void answered(String kind, String link, ResponseCode code, Duration took) {
    Answered tags = new Answered(kind, link, code.code());
    Timer timer = answered.get(tags);
    if (timer == null) {
      timer = answers.withTags("kind", kind, "link", link, "code", tags.code);
      answered.put(tags, timer);
    }
    timer.record(took);
  }

  @Override
  public void dropped(String kind, String reason) {
    dropped.withTags("kind", kind, "reason", reason).increment();
  }

  @Override
  public long hopBegins() {
    return System.nanoTime();
  }

  @Override
  public void hop(Hop hop, long begun) {
    hops.get(hop).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
  }

  @Override
  public void inFlight(int requests) {
    inFlight.set(requests);
  }

  @Override
  public void joined() {
    joined.increment();
  }

  @Override
  public void replayed() {
    replayed.increment();
  }

  @Override
  public void alarm(Alarm alarm) {
    alarms.get(alarm).increment();
  }

  @Override
  public void adviceAnswered(String link, ResponseCode code, boolean delivered) {
    advices
        .withTags("link", link, "code", code.code(), "delivered", Boolean.toString(delivered))
        .increment();
  }

  @Override
  public void adviceUnanswered(String link) {
    advices.withTags("link", link, "code", "none", "delivered", "false").increment();
  }

  @Override
  public void advicesUnderWay(int count) {
    advicesUnderWay.set(count);
  }

  /** Tags of a timer: looking one up by them costs less than having the registry do it. */
  private record Answered(String kind, String link, String code) {}

  static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
