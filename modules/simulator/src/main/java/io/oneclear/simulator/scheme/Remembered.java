package io.oneclear.simulator.scheme;

import io.oneclear.simulator.scheme.SchemeRequest.Kind;
import java.time.LocalDate;

/** What the issuer keeps in memory of a message it has decided. Used under the desk's monitor. */
final class Remembered {

  /** Where an approved message stands now. */
  enum State {
    STANDING,
    VOIDED,
    REVERSED
  }

  final Kind kind;
  final Account account;
  final long fen;
  final String code;
  final String authorizationCode;
  final Identity original;
  final LocalDate clearingDate;
  State state = State.STANDING;
  long refundedFen;

  Remembered(SchemeEvent event, Account account) {
    this.kind = event.kind();
    this.account = account;
    this.fen = event.fen();
    this.code = event.code();
    this.authorizationCode = event.authorizationCode();
    this.original = event.original() == null ? null : event.original().identity();
    this.clearingDate = event.clearingDate();
  }

  boolean approved() {
    return code.equals("00");
  }

  /** True if this could be the same request: same account, same amount. */
  boolean sameAs(Account otherAccount, long otherFen) {
    return account == otherAccount && fen == otherFen;
  }
}
