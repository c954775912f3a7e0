package io.oneclear.simulator.scheme;

import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import java.time.LocalDate;
import java.util.Locale;

/**
 * One message as it went down in the scheme's books: a line of the state file, and the line of
 * {@code scheme.csv} beside it. Holds no card number: a salted hash and the masked form.
 *
 * @param at when, ISO 8601
 * @param standing whether it counts as the message of its identity
 * @param pin whether a PIN came with it, and how that went
 * @param identity F7, F11, F32, F33 and type
 * @param original what field 90 names; null if absent
 * @param account salted hash of the card; empty if the card has no account
 * @param clearingDate the scheme's date when it was decided
 * @param details fields a clearing line needs
 */
record SchemeEvent(
    String at,
    Standing standing,
    Kind kind,
    PinResult pin,
    Identity identity,
    Original original,
    String account,
    CardProduct product,
    String maskedPan,
    long fen,
    String code,
    String authorizationCode,
    Effect effect,
    LocalDate clearingDate,
    Details details) {

  static final String LOG_HEADER = "at,mti,pcode,f7,f11,f32,f37,f41,f42,amount,f39,effect";

  static final int COLUMNS = 36;

  private static final int ORIGINAL_COLUMNS = 8;

  /** What a message did to the cardholder's account: the last column of {@code scheme.csv}. */
  enum Effect {
    DEBIT,
    CREDIT,
    HOLD,
    RELEASE,
    NONE;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
      return word;
    }

    static Effect ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether the event counts as the message of its identity. */
  enum Standing {
    /** The first of its identity: decides what a repetition is answered. */
    FIRST,
    /** The same message again. */
    REPEATED,
    /** Refused without being taken in; the same message may be tried again. */
    TURNED_AWAY
  }

  enum PinResult {
    NONE,
    RIGHT,
    WRONG
  }

  /**
   * The original message, as it stood when this one was decided.
   *
   * @param fen its amount; 0 if it is unknown here
   * @param refundedFen what earlier refunds had given back of it
   * @param filed whether it stands in a clearing file that has left already
   */
  record Original(Identity identity, long fen, long refundedFen, boolean filed) {}

  /** Fields as they came, printable. */
  record Details(
      String mti,
      String processingCode,
      String rrn,
      String terminal,
      String merchant,
      String mcc,
      String entryMode,
      String sequence,
      String conditionCode,
      String issuer) {

    static Details of(SchemeRequest request, String issuer) {
      return new Details(
          request.message().mti().digits(),
          printable(request.text(3)),
          printable(request.text(37)),
          printable(request.text(41)),
          printable(request.text(42)),
          printable(request.text(18)),
          printable(request.text(22)),
          printable(request.text(23)),
          printable(request.text(25)),
          issuer);
    }

    /** What came from the wire must neither end a line nor a column. */
    private static String printable(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c <= ' ' || c > '~' || c == ',' || c == '"') {
          return cleaned(text);
        }
      }
      return text;
    }

    private static String cleaned(String text) {
      StringBuilder clean = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        clean.append(c < ' ' || c > '~' || c == ',' || c == '"' ? '_' : c);
      }
      return clean.toString().strip();
    }
  }

  /** Approved, and the first of its identity. */
  boolean done() {
    return standing == Standing.FIRST && code.equals("00");
  }

  /** Adds the line of {@code scheme.csv}. */
  void writeLog(BookLines lines) {
    lines
        .column(at)
        .column(details.mti)
        .column(details.processingCode)
        .column(identity.time(), Identity.TIME_DIGITS)
        .column(identity.trace(), Identity.TRACE_DIGITS)
        .column(identity.f32())
        .column(details.rrn)
        .column(details.terminal)
        .column(details.merchant)
        .column(fen, 1)
        .column(code)
        .column(effect.word())
        .end();
  }

  /** Adds the line of the state file. */
  void writeState(BookLines lines) {
    lines
        .column("E")
        .column(at)
        .column(standing.name())
        .column(kind.name())
        .column(pin.name())
        .column(identity.time(), Identity.TIME_DIGITS)
        .column(identity.trace(), Identity.TRACE_DIGITS)
        .column(identity.f32())
        .column(identity.f33());
    if (original == null) {
      for (int i = 0; i < ORIGINAL_COLUMNS; i++) {
        lines.column("");
      }
    } else {
      lines
          .column(original.identity.mti())
          .column(original.identity.time(), Identity.TIME_DIGITS)
          .column(original.identity.trace(), Identity.TRACE_DIGITS)
          .column(original.identity.f32())
          .column(original.identity.f33())
          .column(original.fen, 1)
          .column(original.refundedFen, 1)
          .column(original.filed ? "filed" : "");
    }
    lines
        .column(account)
        .column(product == null ? "" : product.name())
        .column(maskedPan)
        .column(fen, 1)
        .column(code)
        .column(authorizationCode)
        .column(effect.word())
        .column(basicDate(clearingDate), 8)
        .column(details.mti)
        .column(details.processingCode)
        .column(details.rrn)
        .column(details.terminal)
        .column(details.merchant)
        .column(details.mcc)
        .column(details.entryMode)
        .column(details.sequence)
        .column(details.conditionCode)
        .column(details.issuer)
        .column(".")
        .end();
  }

  private static int basicDate(LocalDate date) {
    return (date.getYear() * 100 + date.getMonthValue()) * 100 + date.getDayOfMonth();
  }

  private static LocalDate ofBasicDate(String text) {
    int number = Integer.parseInt(text);
    return LocalDate.of(number / 10_000, number / 100 % 100, number % 100);
  }

  /** Reads one line of a state file. */
  static SchemeEvent ofStateLine(String line) {
    return of(line.split(",", -1));
  }

  /** Reads the columns of a line of a state file. */
  static SchemeEvent of(String[] c) {
    if (c.length != COLUMNS || !c[0].equals("E") || !c[COLUMNS - 1].equals(".")) {
      throw new IllegalArgumentException("not an event line of a scheme state file");
    }
    Details details =
        new Details(c[25], c[26], c[27], c[28], c[29], c[30], c[31], c[32], c[33], c[34]);
    return new SchemeEvent(
        c[1],
        Standing.valueOf(c[2]),
        Kind.valueOf(c[3]),
        PinResult.valueOf(c[4]),
        Identity.of(details.mti, c[5], c[6], c[7], c[8]),
        c[9].isEmpty() ? null : original(c),
        c[17],
        c[18].isEmpty() ? null : CardProduct.valueOf(c[18]),
        c[19],
        Long.parseLong(c[20]),
        c[21],
        c[22],
        Effect.ofWord(c[23]),
        ofBasicDate(c[24]),
        details);
  }

  private static Original original(String[] c) {
    return new Original(
        Identity.of(c[9], c[10], c[11], c[12], c[13]),
        Long.parseLong(c[14]),
        Long.parseLong(c[15]),
        c[16].equals("filed"));
  }
}
