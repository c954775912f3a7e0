package io.oneclear.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.oneclear.link.FrontEndMetrics;
import io.oneclear.link.scheme.LinkMetrics;
import io.oneclear.store.journal.JournalMetrics;
import io.oneclear.switching.SwitchMetrics;
import java.time.Duration;
import java.util.function.Supplier;

/** The registry of a node and what the rooms report to. */
public final class Meters implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final SwitchMetrics switching = new SwitchMeters(registry);
  private final JournalMetrics journal = new JournalMeters(registry);
  private final LinkMetrics link = new LinkMeters(registry);
  private final FrontEndMetrics frontEnd = new FrontEndMeters(registry);

  public Meters() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /**
   * Bounds of the latency histograms: what a terminal's user would notice, and what is behind it.
   */
  static Duration[] latencies() {
    return new Duration[] {
      Duration.ofMillis(1),
      Duration.ofMillis(2),
      Duration.ofMillis(5),
      Duration.ofMillis(10),
      Duration.ofMillis(20),
      Duration.ofMillis(50),
      Duration.ofMillis(100),
      Duration.ofMillis(250),
      Duration.ofMillis(500),
      Duration.ofSeconds(1),
      Duration.ofSeconds(2),
      Duration.ofSeconds(5),
      Duration.ofSeconds(10),
      Duration.ofSeconds(30)
    };
  }

  public SwitchMetrics switching() {
    return switching;
  }

  public JournalMetrics journal() {
    return journal;
  }

  public LinkMetrics link() {
    return link;
  }

  public FrontEndMetrics frontEnd() {
    return frontEnd;
  }

  /** A number that is asked for when somebody scrapes. Must answer quickly. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** Everything, in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
