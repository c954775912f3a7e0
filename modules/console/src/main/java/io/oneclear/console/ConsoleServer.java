package io.oneclear.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server. Reads only; nothing here changes anything. */
public final class ConsoleServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final long MAX_REQUEST_BYTES = 8_192;

  private final Javalin server;
  private final String host;

  private ConsoleServer(Javalin server, String host) {
    this.server = server;
    this.host = host;
  }

  /**
   * Starts to listen.
   *
   * @param metrics the metrics in Prometheus' text format
   * @param out the directory settlement writes its files to
   * @throws ConsoleException if the address cannot be bound
   */
  public static ConsoleServer start(
      ConsoleConfig config, OperationsView view, Supplier<String> metrics, Path out) {
    Routes routes = new Routes(view, metrics, new StatementFiles(out));
    try {
      Javalin server = Javalin.create(javalin -> configure(javalin, config, routes));
      return new ConsoleServer(server.start(config.host(), config.port()), config.host());
    } catch (RuntimeException e) {
      throw new ConsoleException(
          "the console cannot listen on %s:%d: %s; is the port in use?"
              .formatted(config.host(), config.port(), e.getMessage()),
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Where a person looks. */
  public String url() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void configure(JavalinConfig javalin, ConsoleConfig config, Routes routes) {
    BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(config.queue());
    QueuedThreadPool threads = new QueuedThreadPool(config.threads(), 4, 60_000, waiting);
    threads.setName("console");
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.jetty.threadPool = threads;
    javalin.http.maxRequestSize = MAX_REQUEST_BYTES;
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    routes.install(javalin.routes);
  }

  /** What each address answers. */
  private record Routes(OperationsView view, Supplier<String> metrics, StatementFiles statements) {

    void install(RoutesConfig routes) {
      routes.before(Routes::harden);
      routes.get("/", this::operations);
      routes.get(
          "/style.css",
          context -> context.contentType("text/css; charset=utf-8").result(OperationsPage.STYLE));
      routes.get("/health/live", context -> context.result("live\n"));
      routes.get("/health/ready", this::ready);
      routes.get("/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(metrics.get()));
      routes.get("/statements/{day}", this::statementsOfDay);
      routes.get("/statements/{day}/{file}", this::statement);
      routes.exception(
          Exception.class,
          (e, context) -> {
            LOG.warn("console request failed path={}", context.path(), e);
            context.status(HttpStatus.SERVICE_UNAVAILABLE).result("暂时无法查询 unavailable\n");
          });
    }

    private void operations(Context context) {
      context.html(OperationsPage.render(view.health(), view.today(), statements.days()));
    }

    private void ready(Context context) {
      OperationsView.Health health = view.health();
      String links =
          health.links().stream()
              .map(link -> "link " + link.name() + " " + (link.up() ? "up" : "down") + "\n")
              .collect(Collectors.joining());
      context.status(health.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
      context.result(
          (health.ready() ? "ready\n" : "not ready\n")
              + "database "
              + (health.database() ? "up" : "down")
              + "\n"
              + links);
    }

    private void statementsOfDay(Context context) {
      LocalDate day =
          StatementFiles.date(context.pathParam("day")).orElseThrow(NotFoundResponse::new);
      List<String> names = statements.names(day);
      if (names.isEmpty()) {
        throw new NotFoundResponse();
      }
      context.html(OperationsPage.statements(day, names));
    }

    private void statement(Context context) throws IOException {
      Path file =
          statements
              .find(context.pathParam("day"), context.pathParam("file"))
              .orElseThrow(NotFoundResponse::new);
      boolean page = file.toString().endsWith(".html");
      context.contentType(page ? "text/html; charset=utf-8" : "text/csv; charset=utf-8");
      if (!page) {
        context.header(
            "Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"");
      }
      context.result(Files.newInputStream(file));
    }

    private static void harden(Context context) {
      context.header("X-Content-Type-Options", "nosniff");
      context.header("X-Frame-Options", "DENY");
      context.header("Referrer-Policy", "no-referrer");
      context.header("Cache-Control", "no-store");
      context.header(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action"
              + " 'none'");
    }
  }
}
