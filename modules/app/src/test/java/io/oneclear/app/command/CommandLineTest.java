package io.oneclear.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.app.output.CommandLineOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  /** Command line, exit code, part of the one line of complaint. */
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                             | 2 | a command is needed; see oneclear --help
          bogus                                          | 2 | bogus
          fee                                            | 2 | one of [explain] is needed
          fee explain                                    | 2 | --amount
          serve --port many                              | 2 | 'many' is not an int
          serve --demo --upstream-timeout soon           | 3 | --upstream-timeout: 'soon' is not a time
          serve --demo --merchants 0                     | 3 | --merchants: 0 is not between 1 and 1000000
          settle --date yesterday                        | 2 | '--date': 'yesterday' is not a date such as 2026-01-31; see
          settle --date 2026-02-30                       | 2 | '--date': '2026-02-30' is not a date such as 2026-01-31; see
          settle --data /no/such/directory               | 3 | holds no database; one is made by
          repay OC1                                      | 2 | --maker
          repay --maker li --checker wang                | 2 | ID
          repay OC1 --maker li --checker wang --data /no/such/directory | 3 | holds no database
          audit --data /no/such/directory                | 3 | holds no database; one is made by
          audit --set database.url=http://x              | 3 | database.url is "http://x"
          serve --set terminals.port=70000               | 3 | terminals.port: 70000 is not allowed
          serve --set no.such=1                          | 3 | no is not a setting
          key                                            | 2 | one of [new-master, load] is needed
          key load --link unionpay --usage TMK           | 2 | TMK
          key load --link unionpay --usage ZMK --data /no/such/directory | 3 | holds no database
          merchant load                                  | 2 | FILE
          terminal add 10000001 --merchant 490100054110001 --serial S | 2 | --algorithm
          advice                                         | 2 | one of [list, requeue, skip] is needed
          advice list --state lost                       | 2 | lost
          advice list --data /no/such/directory          | 3 | holds no database
          advice requeue --reason x                      | 2 | ID
          advice requeue one --reason x                  | 2 | 'one' is not a long
          advice requeue 1                               | 2 | --reason
          advice skip 1                                  | 2 | --reason
          item                                           | 2 | one of [list, resolve] is needed
          item list --state lost                         | 2 | lost
          item resolve one --reason x                    | 2 | 'one' is not a long
          item resolve 1                                 | 2 | --reason
          item list --data /no/such/directory            | 3 | holds no database
          load --rate 1                                  | 2 | --duration
          load --rate 1 --duration 1 --terminals 1 --connections 1 --target nowhere | 3 | --target: 'nowhere' is not HOST:PORT
          simulate --seeds many                          | 2 | 'many' is not a long
          simulate --seeds 0                             | 3 | --seeds: 0 is too few
          simulate --seeds -5                            | 3 | --seeds: -5 is too few
          decode 02003                                   | 3 | an even number of hexadecimal digits
          decode xy                                      | 3 | an even number of hexadecimal digits
          decode 00                                      | 3 | no message of a known dialect
          route explain 12                               | 3 | 13 to 19 digits
          route explain 9999999999999999                 | 3 | declined 15
          fee explain --plan NO --mcc 5812 --product DEBIT --amount 1     | 3 | --plan: 'NO' is not one of
          fee explain --plan STANDARD --mcc 5812 --product GOLD --amount 1  | 2 | GOLD
          fee explain --plan STANDARD --mcc 5812 --product DEBIT --amount 1.234 | 3 | at most two decimals
          """)
  void whatCannotBeDoneIsSaidInOneLine(String line, int code, String complaint) {
    assertThat(run(line.isBlank() ? new String[0] : line.strip().split(" +"))).isEqualTo(code);
    assertThat(err.toString(StandardCharsets.UTF_8).lines().toList())
        .singleElement()
        .asString()
        .startsWith("oneclear: ")
        .contains(complaint.strip());
  }

  @Test
  void aDirectoryWithOtherThingsInItIsNotEmptied() throws Exception {
    Path mine = Files.writeString(directory.resolve("thesis.doc"), "years of work");
    assertThat(run("demo", "--data", directory.toString())).isEqualTo(3);
    assertThat(mine).exists();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("thesis.doc");
  }

  @Test
  void aSimulationSaysWhatItReachedAndCanBeLookedInto() {
    assertThat(run("simulate", "--seeds", "20", "--seed", "7")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("seeds: 20 of 20", "PURCHASE SENT -> APPROVED", "not reached", "20 seeds from 7");
    assertThat(run("simulate", "--seed", "7", "--trace")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("NODE", "signs on", "trace ");
  }

  @Test
  void aFeeIsExplainedWithItsRuleAndTheMargin() {
    assertThat(
            run(
                "fee",
                "explain",
                "--plan",
                "STANDARD",
                "--mcc",
                "5812",
                "--product",
                "CREDIT",
                "--amount",
                "1000",
                "--date",
                "2026-11-20"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("STD-CREDIT-1", "6.00", "4.50");
  }

  @Test
  void aRouteIsExplainedWithTheCardMasked() {
    assertThat(run("route", "explain", "--json", "6216260000000000018")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("621626*********0018", "\"prefix\" : \"621626\"")
        .doesNotContain("6216260000000000018");
  }

  @Test
  void helpAndVersionAreOnStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(run("serve", "--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("audit", "--upstream-timeout", "OneClear");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private int run(String... args) {
    return OneClearCommand.run(
        CommandLineOutput.into(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        args);
  }
}
