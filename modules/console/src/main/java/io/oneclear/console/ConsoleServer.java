package io.oneclear.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server. Reads only; nothing here changes anything. */
public final class ConsoleServer implements AutoCloseable {

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
    ConsoleRoutes routes = new ConsoleRoutes(view, metrics, new StatementFiles(out));
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

  private static void configure(JavalinConfig javalin, ConsoleConfig config, ConsoleRoutes routes) {
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
}
