package io.oneclear.app.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoNode;
import io.oneclear.app.demo.DemoOptions;
import io.oneclear.simulator.terminal.RawTerminal;
import io.oneclear.simulator.terminal.TerminalNetwork;
import io.oneclear.simulator.terminal.TerminalSettings;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node, its descriptors, its page, and clients that mean no good. */
class RunningNodeTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long SEED = 11;

  @TempDir static Path directory;

  private static DemoNode node;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    node =
        DemoNode.start(
            Installation.find(),
            new DataDirectory(directory),
            DemoOptions.onFreePorts().with("database.logAhead", "0"));
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    node.close();
  }

  @Test
  void aLinkComesAndGoesWithItsDescriptor() throws Exception {
    Path descriptor = directory.resolve("deploy/20_link_unionpay.xml");
    Path aside = directory.resolve("20_link_unionpay.xml");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    Files.move(descriptor, aside, StandardCopyOption.ATOMIC_MOVE);
    await().atMost(SOON).until(() -> get("/health/ready").statusCode() == 503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    Files.move(aside, descriptor, StandardCopyOption.ATOMIC_MOVE);
    await().atMost(SOON).until(() -> get("/health/ready").statusCode() == 200);
    aTerminalCanSell(0);
  }

  @Test
  void garbageOnTheTerminalPortHurtsNobodyElse() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (TerminalNetwork network = TerminalNetwork.open(node.dialect(), 1)) {
      for (int i = 0; i < 200; i++) {
        RawTerminal hostile = network.raw("127.0.0.1", node.terminalsPort());
        byte[] bytes = new byte[1 + random.nextInt(600)];
        random.nextBytes(bytes);
        if (i % 2 == 0) {
          hostile.sendBytes(bytes);
        } else {
          hostile.send(bytes);
        }
        hostile.close();
      }
    }
    aTerminalCanSell(1);
  }

  @Test
  void thePageAndTheMetricsSpeakOfTheDay() throws Exception {
    aTerminalCanSell(2);
    assertThat(get("/").body()).contains("消费 purchase", "unionpay", "在线 up");
    assertThat(get("/metrics").body())
        .contains(
            "oneclear_transactions_seconds_bucket",
            "oneclear_hop_seconds_count{hop=\"upstream\"",
            "oneclear_journal_group",
            "oneclear_reversals_waiting",
            "oneclear_ready 1.0",
            "jvm_memory_used_bytes")
        .doesNotContain("NaN\noneclear");
  }

  private static void aTerminalCanSell(int index) {
    try (TerminalNetwork network = TerminalNetwork.open(node.dialect(), 1)) {
      TerminalSimulator terminal =
          new TerminalSimulator(
              node.terminals().get(index),
              network.line("127.0.0.1", node.terminalsPort()),
              TerminalSettings.STANDARD,
              node.clock(),
              new SplittableRandom(SEED + index),
              null);
      assertThat(terminal.signOn().approved()).isTrue();
      assertThat(terminal.purchase(node.cards().get(index), 12_300).approved()).isTrue();
    }
  }

  private static HttpResponse<String> get(String path) throws Exception {
    String url = node.wiring().consoleUrl().orElseThrow() + path;
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
