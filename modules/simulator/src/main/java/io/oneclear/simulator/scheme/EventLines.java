package io.oneclear.simulator.scheme;

import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.Entry.Effect;
import io.oneclear.simulator.scheme.Entry.Original;
import io.oneclear.simulator.scheme.Entry.PinResult;
import io.oneclear.simulator.scheme.Entry.Standing;
import io.oneclear.simulator.scheme.SchemeEvent.Details;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import io.oneclear.simulator.scheme.book.BookLines;
import io.oneclear.simulator.scheme.book.DittoLines;
import io.oneclear.simulator.scheme.book.LineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * How events stand in the state file: {@code A} an account, which the events after it call by its
 * number, counted from 0; {@code E} an event.
 *
 * <pre>
 *   A,hash,product,issuer,maskedPan
 *   E,at,how,f7+f11,type|f32|f33,account,maskedPan without account,fen,code,authorization,date,
 *     type,pcode,rrn,terminal,merchant,mcc,entryMode,sequence,conditionCode
 *     [,type|f32|f33 of the original,its f7+f11,fen,refundedFen,filed]
 * </pre>
 *
 * <p>{@code how} is a letter each for standing, kind, PIN and effect.
 */
final class EventLines {

  private static final char EVENT = 'E';
  private static final char ACCOUNT = 'A';
  private static final int COLUMNS = 20;
  private static final int COLUMNS_WITH_ORIGINAL = 25;
  private static final String FILED = "filed";

  private static final int AT = 1;
  private static final int HOW = 2;
  private static final int TIME_AND_TRACE = 3;
  private static final int PARTIES = 4;
  private static final int ACCOUNT_NUMBER = 5;
  private static final int MASKED_PAN = 6;
  private static final int FEN = 7;
  private static final int CODE = 8;
  private static final int AUTHORIZATION = 9;
  private static final int DATE = 10;
  private static final int DETAILS = 11;
  private static final int ORIGINAL = 20;

  private static final Standing[] STANDINGS = Standing.values();
  private static final Kind[] KINDS = Kind.values();
  private static final PinResult[] PIN_RESULTS = PinResult.values();
  private static final Effect[] EFFECTS = Effect.values();

  private EventLines() {}

  /** Opens a state file. */
  static LineReader open(Path stateFile) throws IOException {
    return LineReader.open(stateFile, EVENT, COLUMNS_WITH_ORIGINAL);
  }

  /** Adds lines to a state file. */
  static final class Writer {

    private final BookLines lines;
    private final Accounts accounts;
    private final DittoLines events;

    Writer(BookLines lines, Accounts accounts) {
      this.lines = lines;
      this.accounts = accounts;
      this.events = new DittoLines(lines, String.valueOf(EVENT), COLUMNS_WITH_ORIGINAL);
    }

    void write(SchemeEvent event) {
      Entry entry = event.entry();
      Account account = entry.account();
      if (account != null && accounts.number(account)) {
        write(account);
      }
      events
          .begin()
          .column(event.at())
          .column(how(entry))
          .column(entry.identity().timeAndTrace(), Identity.DIGITS)
          .column(entry.identity().parties().text());
      if (account == null) {
        events.column("").column(event.maskedPan());
      } else {
        events.column(account.number(), 1).column("");
      }
      events
          .column(entry.fen(), 1)
          .column(entry.code())
          .column(entry.authorization(), 1)
          .column(basic(entry.clearingDate()), 8);
      write(event.details());
      if (entry.original() != null) {
        write(entry.original());
      }
      events.end();
    }

    private void write(Account account) {
      lines
          .column(String.valueOf(ACCOUNT))
          .column(account.hash())
          .column(account.product().name())
          .column(account.issuer())
          .column(account.maskedPan())
          .end();
    }

    private void write(Details details) {
      events
          .column(details.mti())
          .column(details.processingCode())
          .column(details.rrn())
          .column(details.terminal())
          .column(details.merchant())
          .column(details.mcc())
          .column(details.entryMode())
          .column(details.sequence())
          .column(details.conditionCode());
    }

    private void write(Original original) {
      events
          .column(original.identity().parties().text())
          .column(original.identity().timeAndTrace(), Identity.DIGITS)
          .column(original.fen(), 1)
          .column(original.refundedFen(), 1)
          .column(original.filed() ? FILED : "");
    }

    private static String how(Entry entry) {
      char[] letters = {
        letter(entry.standing()), letter(entry.kind()), letter(entry.pin()), letter(entry.effect())
      };
      return String.valueOf(letters);
    }
  }

  /** Makes sense of the lines of a state file. */
  static final class Reader {

    private final LineReader line;
    private final Accounts accounts;
    private final Identity.Directory directory;
    private LocalDate date = LocalDate.EPOCH;
    private long basicDate;
    private String how = "";
    private Standing standing;
    private Kind kind;
    private PinResult pin;
    private Effect effect;

    Reader(LineReader line, Accounts accounts, Identity.Directory directory) {
      this.line = line;
      this.accounts = accounts;
      this.directory = directory;
    }

    boolean isEvent() {
      return line.kind() == EVENT;
    }

    /** Takes an account in, if the line is one; false if it is of another kind. */
    boolean account() {
      if (line.kind() != ACCOUNT) {
        return false;
      }
      String[] c = line.plain();
      if (c.length != 5) {
        throw new SchemeException("a line of the scheme's state is not whole");
      }
      accounts.number(accounts.restore(c[1], CardProduct.valueOf(c[2]), c[3], c[4]));
      return true;
    }

    /** What the event was answered and did. */
    Entry entry() {
      boolean hasOriginal = line.count() == COLUMNS_WITH_ORIGINAL;
      if (line.count() != COLUMNS && !hasOriginal) {
        throw new SchemeException("a line of the scheme's state is not whole");
      }
      readHow();
      return new Entry(
          standing,
          kind,
          pin,
          identity(PARTIES, TIME_AND_TRACE),
          hasOriginal ? original() : null,
          line.isEmpty(ACCOUNT_NUMBER)
              ? null
              : accounts.numbered((int) line.number(ACCOUNT_NUMBER)),
          line.number(FEN),
          line.text(CODE),
          (int) line.number(AUTHORIZATION),
          effect,
          date());
    }

    private void readHow() {
      String letters = line.text(HOW);
      if (!letters.equals(how)) {
        standing = of(STANDINGS, 0);
        kind = of(KINDS, 1);
        pin = of(PIN_RESULTS, 2);
        effect = of(EFFECTS, 3);
        how = letters;
      }
    }

    /** The whole event. */
    SchemeEvent event(Entry entry) {
      Account account = entry.account();
      return new SchemeEvent(
          line.text(AT),
          entry,
          account == null ? line.text(MASKED_PAN) : account.maskedPan(),
          new Details(
              line.text(DETAILS),
              line.text(DETAILS + 1),
              line.text(DETAILS + 2),
              line.text(DETAILS + 3),
              line.text(DETAILS + 4),
              line.text(DETAILS + 5),
              line.text(DETAILS + 6),
              line.text(DETAILS + 7),
              line.text(DETAILS + 8)));
    }

    private Identity identity(int parties, int timeAndTrace) {
      return new Identity(line.number(timeAndTrace), directory.ofText(line.text(parties)));
    }

    private Original original() {
      return new Original(
          identity(ORIGINAL, ORIGINAL + 1),
          line.number(ORIGINAL + 2),
          line.number(ORIGINAL + 3),
          !line.isEmpty(ORIGINAL + 4));
    }

    private LocalDate date() {
      long basic = line.number(DATE);
      if (basic != basicDate) {
        basicDate = basic;
        int number = Math.toIntExact(basic);
        date = LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
      }
      return date;
    }

    private <E extends Enum<E>> E of(E[] values, int index) {
      char letter = line.letter(HOW, index);
      for (E value : values) {
        if (letter(value) == letter) {
          return value;
        }
      }
      throw new SchemeException("a line of the scheme's state has an unknown letter");
    }
  }

  /** The first one, which is another for every value but refund and reversal. */
  private static char letter(Enum<?> value) {
    return value == Kind.REVERSAL ? 'X' : value.name().charAt(0);
  }

  private static int basic(LocalDate date) {
    return (date.getYear() * 100 + date.getMonthValue()) * 100 + date.getDayOfMonth();
  }
}
