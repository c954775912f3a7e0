package io.oneclear.simulator.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.IsoMessage;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.Dialects;
import io.oneclear.simulator.TestCards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearingFileTest {

  private static final DemoCard CARD = TestCards.DEBIT;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final LocalDate TOMORROW = TODAY.plusDays(1);

  @TempDir Path directory;

  private SchemeSimulator scheme;
  private TestAcquirer acquirer;

  @BeforeEach
  void start() throws Exception {
    SchemeConfig config =
        SchemeConfig.of(
            "127.0.0.1",
            0,
            new LinkKeys(TestAcquirer.ZMK, TestAcquirer.ZPK, TestAcquirer.ZAK),
            TestCards.ALL,
            List.of(),
            TODAY,
            directory,
            directory.resolve("inbox"),
            Duration.ofMillis(500));
    scheme =
        SchemeSimulator.start(config, Dialects.cups(), Clock.systemUTC(), new SplittableRandom(5));
    acquirer = new TestAcquirer(scheme.port());
    acquirer.obey();
  }

  @AfterEach
  void stop() {
    acquirer.close();
    scheme.close();
  }

  @Test
  void everythingThatStandsIsInItAndNothingElse() throws Exception {
    IsoMessage sold = done(acquirer.purchase(CARD, 100_00));
    IsoMessage voided = done(acquirer.purchase(CARD, 200_00));
    IsoMessage reversed = done(acquirer.purchase(CARD, 300_00));
    done(acquirer.voidOf(voided, CARD));
    done(acquirer.reversalOf(reversed));
    done(acquirer.refundOf(sold, CARD, 40_00));
    acquirer.ask(acquirer.purchase(CARD, 1_51));
    acquirer.ask(acquirer.balance(CARD));
    acquirer.ask(acquirer.purchase(CARD, 5_98), Duration.ofMillis(100));
    acquirer.ask(sold);

    List<String> lines = fileOfToday();

    assertThat(lines).allMatch(line -> line.length() == 299);
    assertThat(lines.stream().map(line -> column(line, 9) + " " + column(line, 10)))
        .containsExactly("0200 000000", "0200 000000", "0200 200000", "0220 200000", "0200 000000");
    assertThat(lines.stream().map(line -> Long.parseLong(column(line, 6))))
        .containsExactly(100_00L, 200_00L, 200_00L, 40_00L, 5_98L);
  }

  @Test
  void feesArePayableForSalesAndComeBackForVoidsAndRefunds() throws Exception {
    IsoMessage sold = done(acquirer.purchase(CARD, 100_00));
    IsoMessage voided = done(acquirer.purchase(CARD, 200_00));
    done(acquirer.voidOf(voided, CARD));
    done(acquirer.refundOf(sold, CARD, 50_00));

    List<String> lines = fileOfToday();

    assertThat(lines.stream().map(line -> column(line, 22)))
        .containsExactly("D00000000035", "D00000000070", "C00000000070", "C00000000018");
    assertThat(lines.stream().map(line -> column(line, 23)))
        .containsExactly("D00000000003", "D00000000007", "C00000000007", "C00000000002");
    assertThat(lines.stream().map(line -> column(line, 21))).containsOnly("D00000000000");
  }

  @Test
  void aLineNamesTheTransactionAsTheAcquirerKnowsIt() throws Exception {
    IsoMessage sold = done(acquirer.purchase(CARD, 100_00));
    done(acquirer.voidOf(sold, CARD));

    List<String> lines = fileOfToday();

    String sale = lines.getFirst();
    assertThat(column(sale, 1).strip()).isEqualTo("49000000");
    assertThat(column(sale, 3)).isEqualTo(sold.text(11));
    assertThat(column(sale, 4)).isEqualTo(sold.text(7));
    assertThat(column(sale, 5).strip()).isEqualTo(CARD.pan().masked().replace('*', '0'));
    assertThat(column(sale, 11)).isEqualTo("5812");
    assertThat(column(sale, 12)).isEqualTo("10000001");
    assertThat(column(sale, 13)).isEqualTo("490100058120001");
    assertThat(column(sale, 14)).isEqualTo(sold.text(37));
    assertThat(column(sale, 19)).isEqualTo("00");
    assertThat(column(lines.getLast(), 18)).isEqualTo(sold.text(11));
    assertThat(column(lines.getLast(), 28)).isEqualTo(sold.text(7));
  }

  @Test
  void itIsMadeForADateThatIsOverAndIsTheSameToTheByteWhenMadeAgain() throws Exception {
    IsoMessage sold = done(acquirer.purchase(CARD, 100_00));
    assertThatThrownBy(() -> scheme.writeClearingFile(TODAY)).isInstanceOf(SchemeException.class);
    byte[] first = Files.readAllBytes(closeTodayAndWrite());

    done(acquirer.reversalOf(sold));
    byte[] second = Files.readAllBytes(scheme.writeClearingFile(TODAY));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void aReversalThatComesAfterTheFileStandsInTheNextOneUnderItsOwnType() throws Exception {
    IsoMessage sold = done(acquirer.purchase(CARD, 100_00));
    closeTodayAndWrite();
    done(acquirer.reversalOf(sold));

    scheme.dayCut(TOMORROW.plusDays(1)).join();
    List<String> lines = Files.readAllLines(scheme.writeClearingFile(TOMORROW));

    assertThat(lines).hasSize(1);
    assertThat(column(lines.getFirst(), 9)).isEqualTo("0420");
    assertThat(column(lines.getFirst(), 10)).isEqualTo("200000");
    assertThat(column(lines.getFirst(), 22)).isEqualTo("C00000000035");
    assertThat(column(lines.getFirst(), 18)).isEqualTo(sold.text(11));
  }

  @Test
  void aReversalAfterTheDayCutButBeforeTheFileTakesTheLineOut() throws Exception {
    IsoMessage sold = done(acquirer.purchase(CARD, 100_00));
    scheme.dayCut(TOMORROW).join();
    done(acquirer.reversalOf(sold));

    assertThat(scheme.writeClearingFile(TODAY)).isEmptyFile();
  }

  private IsoMessage done(IsoMessage message) throws InterruptedException {
    assertThat(acquirer.codeOf(message)).isEqualTo("00");
    return message;
  }

  private List<String> fileOfToday() throws Exception {
    return Files.readAllLines(closeTodayAndWrite());
  }

  private Path closeTodayAndWrite() throws Exception {
    scheme.dayCut(TOMORROW).join();
    Path file = scheme.writeClearingFile(TODAY);
    assertThat(file).hasFileName("IND26112201ACOM");
    return file;
  }

  private static String column(String line, int number) {
    int[] widths = {
      11, 11, 6, 10, 19, 12, 12, 12, 4, 6, 4, 8, 15, 12, 2, 6, 11, 6, 2, 3, 12, 12, 12, 1, 3, 1, 1,
      10, 11, 1, 2, 2, 12, 14
    };
    int start = 0;
    for (int i = 1; i < number; i++) {
      start += widths[i - 1] + 1;
    }
    return line.substring(start, start + widths[number - 1]);
  }
}
