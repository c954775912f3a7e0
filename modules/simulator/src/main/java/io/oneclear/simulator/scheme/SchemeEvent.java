package io.oneclear.simulator.scheme;

import io.oneclear.simulator.scheme.book.BookLines;

/**
 * One message as it went down in the scheme's books. Holds no card number: an account has a salted
 * hash, a card without one only its masked form.
 *
 * @param at when, ISO 8601
 * @param entry what it was answered and did
 * @param maskedPan of the card
 * @param details fields a clearing line needs
 */
record SchemeEvent(String at, Entry entry, String maskedPan, Details details) {

  static final String LOG_HEADER = "at,mti,pcode,f7,f11,f32,f37,f41,f42,amount,f39,effect";

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
      String conditionCode) {

    static Details of(SchemeRequest request) {
      return new Details(
          request.mti(),
          printable(request.text(3)),
          printable(request.text(37)),
          printable(request.text(41)),
          printable(request.text(42)),
          printable(request.text(18)),
          printable(request.text(22)),
          printable(request.text(23)),
          printable(request.text(25)));
    }

    /** What came from the wire must neither end a line nor a column, nor repeat the last one. */
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

  /** The institution code of the card's issuer. */
  String issuer() {
    return entry.account() == null ? SchemeConfig.DEFAULT_ISSUER : entry.account().issuer();
  }

  /** Adds the line of {@code scheme.csv}. */
  void writeLog(BookLines lines) {
    lines
        .column(at)
        .column(details.mti)
        .column(details.processingCode)
        .column(entry.identity().time(), Identity.TIME_DIGITS)
        .column(entry.identity().trace(), Identity.TRACE_DIGITS)
        .column(entry.identity().f32())
        .column(details.rrn)
        .column(details.terminal)
        .column(details.merchant)
        .column(entry.fen(), 1)
        .column(entry.code())
        .column(entry.effect().word())
        .end();
  }
}
