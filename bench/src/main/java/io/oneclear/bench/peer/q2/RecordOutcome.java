package io.oneclear.bench.peer.q2;

import io.oneclear.bench.peer.q2.TranLog.Outcome;
import io.oneclear.security.MacAlgorithm;
import java.io.Serializable;
import java.sql.SQLException;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.transaction.AbortParticipant;
import org.jpos.transaction.Context;
import org.jpos.transaction.ContextConstants;

/** The outcome, on disk before the terminal is answered; also that there was no answer. */
public final class RecordOutcome extends Step implements AbortParticipant {

  private static final String NO_ANSWER = "98";
  private static final String WRONG_MAC = "A0";

  @Override
  int work(Context transaction) throws ISOException, SQLException {
    record(transaction, outcome(transaction.get(Entries.SCHEME_RESPONSE)));
    return GO_ON;
  }

  /** After a refusal there is nothing to record; if the scheme did not answer there is. */
  @Override
  public int prepareForAbort(long id, Serializable context) {
    Context transaction = (Context) context;
    boolean unanswered =
        transaction.get(Entries.TRAN_LOG) != null
            && transaction.get(ContextConstants.RESPONSE.toString()) == null;
    if (unanswered) {
      try {
        record(transaction, Outcome.refused(NO_ANSWER));
      } catch (ISOException | SQLException e) {
        transaction.log(e);
      }
    }
    return STOP;
  }

  private void record(Context transaction, Outcome outcome) throws ISOException, SQLException {
    TranLog row = transaction.get(Entries.TRAN_LOG);
    services().log().decide(row, outcome);
    respond(
        transaction,
        answers()
            .to(
                request(transaction),
                outcome,
                row.stamp(),
                transaction.get(Entries.TERMINAL_KEYS)));
  }

  private Outcome outcome(ISOMsg answer) throws ISOException {
    if (!macIsRight(answer)) {
      return Outcome.refused(WRONG_MAC);
    }
    return new Outcome(
        answer.getString(39), answer.getString(38), answer.getString(15), answer.getString(100));
  }

  private boolean macIsRight(ISOMsg answer) throws ISOException {
    byte[] mac =
        services()
            .module()
            .mac(MacAlgorithm.X9_19, services().zak(), SchemeMac.input(answer))
            .join();
    return SchemeMac.field128(mac).equals(answer.getString(128));
  }
}
