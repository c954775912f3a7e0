package io.oneclear.bench.peer.q2;

import io.oneclear.bench.peer.q2.TranLog.Earlier;
import io.oneclear.bench.peer.q2.TranLog.Outcome;
import java.sql.SQLException;
import org.jpos.iso.ISOException;
import org.jpos.transaction.Context;

/**
 * The intent, on disk before anything leaves for the scheme. The primary key finds duplicates: the
 * same request again gets the same answer, another one under its key is refused.
 */
public final class CreateTranLog extends Step {

  private static final String DUPLICATE = "94";
  private static final String UNDER_WAY = "09";

  @Override
  int work(Context transaction) throws ISOException, SQLException {
    TranLog row = transaction.get(Entries.TRAN_LOG);
    return services().log().insert(row) ? GO_ON : again(transaction, row);
  }

  private int again(Context transaction, TranLog row) throws ISOException, SQLException {
    Earlier earlier = services().log().find(row);
    boolean same = earlier.fen() == row.fen() && earlier.maskedPan().equals(row.maskedPan());
    if (!same) {
      return refuse(transaction, DUPLICATE);
    }
    Outcome outcome = earlier.outcome() == null ? Outcome.refused(UNDER_WAY) : earlier.outcome();
    respond(
        transaction,
        answers()
            .to(
                request(transaction),
                outcome,
                earlier.stamp(),
                transaction.get(Entries.TERMINAL_KEYS)));
    return STOP;
  }
}
