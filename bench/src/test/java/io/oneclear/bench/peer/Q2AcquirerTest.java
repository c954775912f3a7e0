package io.oneclear.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.config.DataDirectory;
import io.oneclear.app.config.Installation;
import io.oneclear.bench.peer.ground.Ground;
import io.oneclear.bench.peer.q2.Q2Acquirer;
import io.oneclear.bench.peer.q2.Sizes;
import io.oneclear.message.Stan;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.load.LoadResult;
import io.oneclear.simulator.terminal.CardEntry;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalNetwork;
import io.oneclear.simulator.terminal.TerminalRequest;
import io.oneclear.simulator.terminal.TerminalSettings;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Q2AcquirerTest {

  private static final Sizes SMALL = new Sizes(1_000, 4, 2);

  @TempDir private static Path directory;

  private static Ground ground;
  private static Q2Acquirer acquirer;

  @BeforeAll
  static void start() throws Exception {
    ground =
        Ground.open(Installation.find(), new DataDirectory(directory), SmallLoad.TERMINALS + 2);
    acquirer = Q2Acquirer.start(ground, 0, Optional.empty(), SMALL);
  }

  @AfterAll
  static void stop() {
    acquirer.close();
  }

  @Test
  void purchasesAreApprovedWithMacAndStandInTheLog() throws Exception {
    long before = count("response_code = '00' AND authorization_code IS NOT NULL");
    LoadResult result = SmallLoad.on(acquirer, ground, true);
    assertThat(result.clean()).isTrue();
    assertThat(result.approved()).isEqualTo(SmallLoad.RATE);
    assertThat(count("response_code = '00' AND authorization_code IS NOT NULL"))
        .isEqualTo(before + SmallLoad.RATE);
  }

  @Test
  void theSameAgainGetsTheSameAnswerAndAnotherUnderItsTraceIsRefused() throws Exception {
    DemoCard card = ground.data().cards().getFirst();
    try (TerminalNetwork network = TerminalNetwork.open(ground.posDialect(), 1)) {
      TerminalSimulator terminal = terminal(0, network);
      assertThat(terminal.signOn().approved()).isTrue();
      Stan trace = terminal.newTrace();
      TerminalAnswer first = terminal.send(purchase(terminal, trace, card, 1_234, null));
      TerminalAnswer again = terminal.send(purchase(terminal, trace, card, 1_234, null));
      TerminalAnswer other = terminal.send(purchase(terminal, trace, card, 1_235, null));
      assertThat(first.approved()).isTrue();
      assertThat(again.rrn()).isEqualTo(first.rrn());
      assertThat(again.authorizationCode()).isEqualTo(first.authorizationCode());
      assertThat(other.codeOrOutcome()).isEqualTo("94");
    }
  }

  @Test
  void theIssuerChecksTheTranslatedPinAndDeclines() throws Exception {
    DemoCard card = ground.data().cards().getLast();
    try (TerminalNetwork network = TerminalNetwork.open(ground.posDialect(), 1)) {
      TerminalSimulator terminal = terminal(1, network);
      assertThat(terminal.signOn().approved()).isTrue();
      TerminalAnswer wrongPin =
          terminal.send(purchase(terminal, terminal.newTrace(), card, 100, "999999"));
      assertThat(wrongPin.codeOrOutcome()).isEqualTo("55");
      assertThat(count("response_code = '55'")).isEqualTo(1);
    }
  }

  private static TerminalRequest purchase(
      TerminalSimulator terminal, Stan trace, DemoCard card, long fen, String pin) {
    return terminal
        .messages()
        .purchase(
            terminal.batch(), trace, card, fen, CardEntry.MAGNETIC_WITH_PIN, pin, terminal.keys());
  }

  /** One of the terminals that the load does not use. */
  private static TerminalSimulator terminal(int which, TerminalNetwork network) {
    return new TerminalSimulator(
        ground.data().terminals().get(SmallLoad.TERMINALS + which),
        network.line("127.0.0.1", acquirer.port()),
        TerminalSettings.STANDARD,
        ground.clock(),
        new SplittableRandom(1),
        null);
  }

  private static long count(String condition) throws Exception {
    var database = acquirer.database();
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM peer.tranlog WHERE " + condition)) {
      row.next();
      return row.getLong(1);
    }
  }
}
