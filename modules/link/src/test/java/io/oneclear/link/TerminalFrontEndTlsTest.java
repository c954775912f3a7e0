package io.oneclear.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oneclear.link.FrontEndMetrics.Close;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TerminalFrontEndTlsTest {

  private static TestCertificates server;
  private static TestCertificates terminal;
  private static TestCertificates stranger;

  private final EventLoops loops = EventLoops.start("tls-test", 1);
  private final CountingFrontEndMetrics metrics = new CountingFrontEndMetrics();
  private TerminalFrontEnd frontEnd;

  @BeforeAll
  static void makeCertificates(@TempDir Path directory) throws Exception {
    server = TestCertificates.make(Files.createTempDirectory(directory, "s"), "server");
    terminal = TestCertificates.make(Files.createTempDirectory(directory, "t"), "terminal");
    stranger = TestCertificates.make(Files.createTempDirectory(directory, "x"), "stranger");
  }

  @AfterEach
  void stop() {
    if (frontEnd != null) {
      frontEnd.close();
    }
    loops.close();
  }

  @Test
  void terminalIsServedOverTls() throws Exception {
    start(server.certificate(), server.privateKey(), null);

    try (TestTerminal client = connect(server.clientTrustingThis(null))) {
      assertThat(client.ask("secret")).isEqualTo("secret");
    }

    assertThat(metrics.received).hasValue(1);
  }

  @Test
  void onlyTerminalsWithACertificateOfOursComeIn() throws Exception {
    start(server.certificate(), server.privateKey(), terminal.certificate());

    try (TestTerminal client = connect(server.clientTrustingThis(terminal))) {
      assertThat(client.ask("it is me")).isEqualTo("it is me");
    }
    assertThat(refused(server.clientTrustingThis(null))).isTrue();
    assertThat(refused(server.clientTrustingThis(stranger))).isTrue();

    await().until(() -> metrics.closed(Close.TLS_FAILED) == 2);
    assertThat(metrics.received).hasValue(1);
  }

  @Test
  void plainBytesAreNoHandshake() throws Exception {
    start(server.certificate(), server.privateKey(), null);

    try (TestTerminal client = new TestTerminal(frontEnd.port())) {
      client.send("plain purchase");
      await().until(() -> metrics.closed(Close.TLS_FAILED) == 1);
    }

    assertThat(metrics.received).hasValue(0);
  }

  @Test
  void stalledHandshakeIsCut() throws Exception {
    start(
        new FrontEndConfig.Tls(
            server.certificate(), server.privateKey(), null, Duration.ofMillis(300)));

    try (TestTerminal client = new TestTerminal(frontEnd.port())) {
      assertThat(client.closedByPeer()).isTrue();
    }

    await().until(() -> metrics.closed(Close.TLS_FAILED) == 1);
  }

  @Test
  void newCertificateIsUsedAfterReloadAndABrokenOneIsNot(@TempDir Path directory) throws Exception {
    Path certificate = directory.resolve("live.crt");
    Path key = directory.resolve("live.key");
    Files.copy(server.certificate(), certificate);
    Files.copy(server.privateKey(), key);
    start(certificate, key, null);

    Files.copy(stranger.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(stranger.privateKey(), key, StandardCopyOption.REPLACE_EXISTING);
    frontEnd.reloadTls();

    assertThat(refused(server.clientTrustingThis(null))).isTrue();
    try (TestTerminal client = connect(stranger.clientTrustingThis(null))) {
      assertThat(client.ask("new")).isEqualTo("new");
    }
    Files.writeString(certificate, "no certificate");
    assertThatThrownBy(frontEnd::reloadTls)
        .isInstanceOf(LinkException.class)
        .hasMessageContaining(certificate.toString());
    try (TestTerminal client = connect(stranger.clientTrustingThis(null))) {
      assertThat(client.ask("still")).isEqualTo("still");
    }
  }

  private void start(Path certificate, Path key, Path authorities) throws Exception {
    start(new FrontEndConfig.Tls(certificate, key, authorities, Duration.ofSeconds(30)));
  }

  private void start(FrontEndConfig.Tls tls) throws Exception {
    FrontEndConfig config = FrontEndConfig.of("127.0.0.1", 0).withTls(tls);
    frontEnd = TerminalFrontEnd.start(config, loops, call -> call.answer(call.frame()), metrics);
  }

  private TestTerminal connect(SSLContext context) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", frontEnd.port());
    socket.startHandshake();
    return new TestTerminal(socket);
  }

  private boolean refused(SSLContext context) {
    try (TestTerminal client = connect(context)) {
      client.ask("let me in");
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
