package io.oneclear.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleServerTest {

  private static final ConsoleConfig LOCAL = new ConsoleConfig("127.0.0.1", 0, 8, 16);

  @TempDir Path directory;

  private final FakeView view = new FakeView();
  private final HttpClient client = HttpClient.newHttpClient();
  private Path out;
  private ConsoleServer console;

  @BeforeEach
  void start() throws IOException {
    out = Files.createDirectories(directory.resolve("out"));
    console = ConsoleServer.start(LOCAL, view, () -> "oneclear_up 1\n", out);
  }

  @AfterEach
  void stop() {
    console.close();
    client.close();
  }

  @Test
  void readyOnlyWithDatabaseAndOneLink() throws Exception {
    view.health = health(true, true, false);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    view.health = health(true, false, false);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    view.health = health(false, true, true);
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("database down").contains("link wallet up");
  }

  @Test
  void notReadyWithASecurityModuleThatIsOutOfOrder() throws Exception {
    OperationsView.Health up = health(true, true, true);
    view.health = new OperationsView.Health(true, false, up.links());
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("not ready", "database up", "security module out of order");
  }

  @Test
  void aliveEvenWhenNothingElseIs() throws Exception {
    view.broken = true;
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).doesNotContain("IllegalState").doesNotContain("secret");
  }

  @Test
  void metricsArePrometheusText() throws Exception {
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.body()).isEqualTo("oneclear_up 1\n");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
  }

  @Test
  void pageShowsTheDayInBothLanguagesAndEscapesWhatItShows() throws Exception {
    String page = get("/").body();
    assertThat(page)
        .contains("2026-11-20", "消费 purchase", "1234.05", "待发 waiting", "CONFIRM")
        .contains("&lt;b&gt;")
        .doesNotContain("<b>");
  }

  @Test
  void statementsAreDownloadedByDayAndName() throws Exception {
    statement("M1.csv", "a,b\n");
    statement("M1.html", "<!DOCTYPE html>一");
    assertThat(get("/").body()).contains("/statements/2026-11-20");
    assertThat(get("/statements/2026-11-20").body()).contains("M1.csv").contains("M1.html");
    HttpResponse<String> csv = get("/statements/2026-11-20/M1.csv");
    assertThat(csv.body()).isEqualTo("a,b\n");
    assertThat(csv.headers().firstValue("Content-Disposition")).isPresent();
    assertThat(get("/statements/2026-11-20/M1.html").body()).contains("一");
  }

  @Test
  void nothingElseOnTheDiskCanBeAskedFor() throws Exception {
    Files.writeString(directory.resolve("secret.csv"), "secret");
    statement("M1.csv", "a");
    Path day = out.resolve("2026-11-20").resolve("statements");
    Files.createSymbolicLink(day.resolve("link.csv"), directory.resolve("secret.csv"));
    for (String path :
        List.of(
            "/statements/2026-11-20/link.csv",
            "/statements/2026-11-20/..%2F..%2F..%2Fsecret.csv",
            "/statements/..%2F..%2Fsecret/M1.csv",
            "/statements/2026-11-20/M2.csv",
            "/statements/2026-13-40",
            "/statements/2026-11-20/M1.csv.bak")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      assertThat(answer.body()).as(path).doesNotContain("secret\n").doesNotContain("secret,");
    }
  }

  @Test
  void aPortInUseIsSaidInOneLine() {
    ConsoleConfig taken = new ConsoleConfig("127.0.0.1", console.port(), 8, 16);
    assertThatThrownBy(() -> ConsoleServer.start(taken, view, () -> "", out))
        .isInstanceOf(ConsoleException.class)
        .hasMessageContaining("127.0.0.1:" + console.port());
  }

  @Test
  void configNamesWhatIsWrong() {
    assertThatThrownBy(() -> new ConsoleConfig("127.0.0.1", 70_000, 8, 16))
        .hasMessage("console.port: 70000 is not between 0 and 65535");
    assertThatThrownBy(() -> new ConsoleConfig(" ", 1, 8, 16))
        .hasMessageStartingWith("console.host: ");
    assertThatThrownBy(() -> new ConsoleConfig("::1", 1, 1, 16))
        .hasMessageStartingWith("console.threads: 1 ");
    assertThatThrownBy(() -> new ConsoleConfig("::1", 1, 8, 0))
        .hasMessageStartingWith("console.queue: 0 ");
  }

  private void statement(String name, String content) throws IOException {
    Path day = Files.createDirectories(out.resolve("2026-11-20").resolve("statements"));
    Files.writeString(day.resolve(name), content, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(console.url() + path)).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static OperationsView.Health health(boolean database, boolean wallet, boolean union) {
    return new OperationsView.Health(
        database,
        true,
        List.of(
            new OperationsView.Link("wallet", wallet), new OperationsView.Link("union", union)));
  }

  private static final class FakeView implements OperationsView {

    private Health health = ConsoleServerTest.health(true, true, true);
    private boolean broken;

    @Override
    public Health health() {
      return health;
    }

    @Override
    public Day today() {
      if (broken) {
        throw new IllegalStateException("secret detail");
      }
      return new Day(
          LocalDate.of(2026, 11, 20),
          List.of(
              new Count("PURCHASE", "APPROVED", "00", 7, 123_405),
              new Count("<b>", "DECLINED", "51", 1, 100)),
          3,
          1,
          List.of(new SettlementRun(LocalDate.of(2026, 11, 19), "CONFIRM", "DONE", Instant.EPOCH)));
    }
  }
}
