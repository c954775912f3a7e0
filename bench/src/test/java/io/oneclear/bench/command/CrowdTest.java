package io.oneclear.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.bench.process.BenchException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CrowdTest {

  @Test
  void aBenchmarkWithoutTerminalsIsRefused() {
    assertThatThrownBy(() -> given("--terminals=0").checked())
        .isInstanceOf(BenchException.class)
        .hasMessage("--terminals: 0 is too few; at least 1");
  }

  @Test
  void aBenchmarkWithoutConnectionsIsRefused() {
    assertThatThrownBy(() -> given("--connections=0").checked())
        .isInstanceOf(BenchException.class)
        .hasMessage("--connections: 0 is too few; at least 1");
  }

  @Test
  void connectionsThatNoTerminalUsesAreRefused() {
    assertThatThrownBy(() -> given("--terminals=8", "--connections=9").checked())
        .isInstanceOf(BenchException.class)
        .hasMessage("--connections: 9 are more than the 8 terminals that share them");
  }

  @Test
  void theUsualCrowdIsFourHundredOverAHundred() {
    Crowd usual = given().checked();
    assertThat(usual.terminals()).isEqualTo(400);
    assertThat(usual.connections()).isEqualTo(100);
  }

  private static Crowd given(String... arguments) {
    return CommandLine.populateCommand(new Crowd(), arguments);
  }
}
