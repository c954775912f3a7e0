package io.oneclear.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each address answers. */
record ConsoleRoutes(OperationsView view, Supplier<String> metrics, StatementFiles statements) {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleRoutes.class);
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  void install(RoutesConfig routes) {
    routes.before(ConsoleRoutes::harden);
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
            + "\nsecurity module "
            + (health.securityModule() ? "in order" : "out of order")
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
      context.header("Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"");
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
