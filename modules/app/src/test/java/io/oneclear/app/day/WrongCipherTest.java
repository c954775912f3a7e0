package io.oneclear.app.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.app.demo.DemoNode;
import io.oneclear.app.demo.DemoOptions;
import io.oneclear.simulator.terminal.TerminalNetwork;
import io.oneclear.simulator.terminal.TerminalSettings;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.util.SplittableRandom;
import javax.crypto.CipherSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node in whose process a cipher begins to compute wrongly. */
class WrongCipherTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long SEED = 140;

  @TempDir private Path directory;

  @Test
  void aNodeWhoseCipherGoesWrongAlarmsIsNotReadyAnswers96AndWantsToEnd() throws Exception {
    DemoOptions options =
        DemoOptions.onFreePorts()
            .with("security.selfTestEvery", "100ms")
            .with("database.logAhead", "0");
    Provider wrong = new WrongProvider();
    try (DemoNode node =
            DemoNode.start(Installation.find(), new DataDirectory(directory), options);
        TerminalNetwork network = TerminalNetwork.open(node.dialect(), 1)) {
      TerminalSimulator terminal = terminal(node, network);
      assertThat(terminal.signOn().approved()).isTrue();
      assertThat(terminal.purchase(node.cards().getFirst(), 12_300).approved()).isTrue();
      assertThat(get(node, "/health/ready").body()).contains("security module in order");
      assertThat(get(node, "/metrics").body()).contains("alarm=\"security_module\"} 0.0");
      assertThat(node.wiring().ended()).isNotDone();

      assertThat(Security.insertProviderAt(wrong, 1)).isEqualTo(1);
      await().atMost(SOON).until(() -> get(node, "/health/ready").statusCode() == 503);
      Security.removeProvider(wrong.getName());

      assertThat(get(node, "/health/ready").body())
          .contains("database up", "security module out of order", "link unionpay up");
      assertThat(node.wiring().ended())
          .succeedsWithin(SOON)
          .asString()
          .startsWith("the security module failed its self-test: wrong answers of AES-");
      assertThat(get(node, "/metrics").body())
          .contains("alarm=\"security_module\"} 1.0", "oneclear_ready 0.0");
      assertThat(terminal.purchase(node.cards().getFirst(), 12_300).codeOrOutcome())
          .isEqualTo("96");
    } finally {
      Security.removeProvider(wrong.getName());
    }
  }

  private static TerminalSimulator terminal(DemoNode node, TerminalNetwork network) {
    return new TerminalSimulator(
        node.terminals().getFirst(),
        network.line("127.0.0.1", node.terminalsPort()),
        TerminalSettings.STANDARD,
        node.clock(),
        new SplittableRandom(SEED),
        null);
  }

  private static HttpResponse<String> get(DemoNode node, String path) throws Exception {
    String url = node.wiring().consoleUrl().orElseThrow() + path;
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Has one cipher, which is wrong: as good as a machine that is. */
  private static final class WrongProvider extends Provider {

    private static final long serialVersionUID = 1L;

    WrongProvider() {
      super("Wrong", "1", "AES that gives zeros");
      put("Cipher.AES/ECB/NoPadding", WrongAes.class.getName());
    }
  }

  /** Zeros for whatever it is given. */
  public static final class WrongAes extends CipherSpi {

    @Override
    protected byte[] engineDoFinal(byte[] input, int from, int length) {
      return new byte[length];
    }

    @Override
    protected int engineDoFinal(byte[] input, int from, int length, byte[] output, int to) {
      return length;
    }

    @Override
    protected byte[] engineUpdate(byte[] input, int from, int length) {
      return new byte[length];
    }

    @Override
    protected int engineUpdate(byte[] input, int from, int length, byte[] output, int to) {
      return length;
    }

    @Override
    protected int engineGetBlockSize() {
      return 16;
    }

    @Override
    protected int engineGetOutputSize(int length) {
      return length;
    }

    @Override
    protected byte[] engineGetIV() {
      return null;
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      return null;
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) {}

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random) {}

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {}

    @Override
    protected void engineSetMode(String mode) {}

    @Override
    protected void engineSetPadding(String padding) {}
  }
}
