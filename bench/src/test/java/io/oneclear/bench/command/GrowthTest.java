package io.oneclear.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.bench.process.BenchException;
import io.oneclear.bench.scale.Dimension;
import io.oneclear.bench.scale.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class GrowthTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --journal=0,-1                       | --journal: -1 is too few; at least 0
          --merchants=1,0                      | --merchants: 0 is too few; at least 1
          --merchants=1,1000001                | --merchants: 1000001 is too many; at most 1000000
          --connections=10,0                   | --connections: 0 is too few; at least 1
          --journal=0,10 --merchants=1,10      | --journal and --merchants: only one can have several values
          --merchants=1,9 --connections=1,10   | --merchants and --connections: only one can have several values
          --terminals=0 --connections=1        | --terminals: 0 is too few; at least 1
          --terminals=8 --connections=1,9      | --connections: 9 are more than the 8 terminals that share them
          --terminals=8 --connections=1 --merchants=1,9 | --merchants: 9 are more than their 8 terminals
          --journal=0,100 --days=400           | --days: 400 is not between 1 and 365
          """)
  void whatMakesNoSenseIsRefusedByName(String arguments, String complaint) {
    assertThatThrownBy(
            () -> {
              Growth growth = given(arguments);
              growth.settings();
              growth.terminals();
            })
        .isInstanceOf(BenchException.class)
        .hasMessage(complaint);
  }

  @Test
  void journalsGrowWhileAllElseStays() {
    Growth growth = given("--journal=0,1000 --merchants=7");
    assertThat(growth.varies()).isEqualTo(Dimension.JOURNAL);
    assertThat(growth.settings())
        .containsExactly(new Setting(0, 7, 100), new Setting(1_000, 7, 100));
  }

  @Test
  void connectionsGrowOverTheSameTerminalsEachTime() {
    Growth growth = given("--connections=10,5000");
    assertThat(growth.varies()).isEqualTo(Dimension.CONNECTIONS);
    assertThat(growth.settings()).containsExactly(new Setting(0, 1, 10), new Setting(0, 1, 5_000));
    assertThat(growth.terminals()).isEqualTo(5_000);
  }

  @Test
  void everyMerchantHasATerminal() {
    assertThat(given("--merchants=1,1000").terminals()).isGreaterThan(1_000 + 62);
    assertThat(given("").terminals()).isEqualTo(400);
  }

  private static Growth given(String arguments) {
    return CommandLine.populateCommand(
        new Growth(), arguments.isBlank() ? new String[0] : arguments.split(" +"));
  }
}
