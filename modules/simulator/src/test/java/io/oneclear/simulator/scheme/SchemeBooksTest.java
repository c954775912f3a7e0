package io.oneclear.simulator.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.Entry.Effect;
import io.oneclear.simulator.scheme.Entry.PinResult;
import io.oneclear.simulator.scheme.Entry.Standing;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemeBooksTest {

  /** More than two marks. */
  private static final int EVENTS = 25_000;

  @TempDir Path directory;

  private Path state;
  private Path log;
  private byte[] wholeLog;

  @BeforeEach
  void write() throws Exception {
    state = directory.resolve("scheme.state");
    log = directory.resolve("scheme.csv");
    Accounts accounts = accounts();
    Identity.Directory parties = new Identity.Directory();
    Account account = accounts.restore("0f", CardProduct.DEBIT, "01020000", "622848******0015");
    try (SchemeBooks books = open(accounts, parties, new ArrayList<>())) {
      for (int i = 0; i < EVENTS; i++) {
        books.add(purchase(i, account, parties));
        if (i % 100 == 0) {
          books.flush();
        }
      }
      books.add("D,20261123");
    }
    wholeLog = Files.readAllBytes(log);
  }

  @Test
  void whatIsReadBackIsWhatWasWritten() throws Exception {
    List<Entry> entries = new ArrayList<>();

    open(accounts(), new Identity.Directory(), entries).close();

    assertThat(entries).hasSize(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      Entry entry = entries.get(i);
      assertThat(entry.identity().trace()).isEqualTo(i);
      assertThat(entry.fen()).isEqualTo(100 + i % 7);
      assertThat(entry.account().hash()).isEqualTo("0f");
      assertThat(entry.account().maskedPan()).isEqualTo("622848******0015");
      assertThat(entry.authorization()).isEqualTo(100_000 + i);
    }
    assertThat(log).hasBinaryContent(wholeLog);
  }

  @Test
  void logLinesLostBehindAMarkAreWrittenAgain() throws Exception {
    cutLog(wholeLog.length - 5_000);

    open(accounts(), new Identity.Directory(), new ArrayList<>()).close();

    assertThat(log).hasBinaryContent(wholeLog);
  }

  @Test
  void logLinesLostBeforeTheMarksAreWrittenAgain() throws Exception {
    cutLog(5_000);

    open(accounts(), new Identity.Directory(), new ArrayList<>()).close();

    assertThat(log).hasBinaryContent(wholeLog);
  }

  @Test
  void aLogWithLinesTheStateDoesNotKnowIsRefused() throws Exception {
    Files.write(log, "one,more\n".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);

    assertThatThrownBy(() -> open(accounts(), new Identity.Directory(), new ArrayList<>()))
        .isInstanceOf(SchemeException.class)
        .hasMessage("the scheme's log has 25001 lines, its state knows of 25000");
  }

  private void cutLog(long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(length);
    }
  }

  private SchemeBooks open(Accounts accounts, Identity.Directory parties, List<Entry> entries)
      throws IOException {
    return SchemeBooks.open(
        state,
        log,
        accounts,
        parties,
        new SchemeBooks.Replay() {
          @Override
          public void entry(Entry entry) {
            entries.add(entry);
          }

          @Override
          public void other(String[] columns) {
            assertThat(columns).containsExactly("D", "20261123");
          }
        });
  }

  private static Accounts accounts() {
    return new Accounts(List.of(), List.of(), new byte[16]);
  }

  private static SchemeEvent purchase(int number, Account account, Identity.Directory parties) {
    String trace = SchemeMessages.fixed(number, 6);
    Entry entry =
        new Entry(
            Standing.FIRST,
            Kind.PURCHASE,
            PinResult.RIGHT,
            Identity.of(parties.of("0200", "49000000", "49000000"), "1122090000", trace),
            null,
            account,
            100 + number % 7,
            "00",
            100_000 + number,
            Effect.DEBIT,
            LocalDate.of(2026, 11, 22));
    return new SchemeEvent(
        "2026-11-22T09:00:00.000Z",
        entry,
        account.maskedPan(),
        new SchemeEvent.Details(
            "0200",
            "000000",
            "RRN000" + trace,
            "10000001",
            "490100058120001",
            "5812",
            "021",
            "",
            "00"));
  }
}
