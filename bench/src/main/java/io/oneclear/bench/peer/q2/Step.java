package io.oneclear.bench.peer.q2;

import java.io.Serializable;
import java.sql.SQLException;
import org.jpos.core.Configurable;
import org.jpos.core.Configuration;
import org.jpos.core.ConfigurationException;
import org.jpos.iso.ISOException;
import org.jpos.transaction.Context;
import org.jpos.transaction.ContextConstants;
import org.jpos.transaction.TransactionParticipant;

/** A participant of ours. What it cannot do it refuses with 96, and the transaction ends there. */
abstract class Step implements TransactionParticipant, Configurable {

  static final int GO_ON = PREPARED | NO_JOIN | READONLY;
  static final int STOP = ABORTED | NO_JOIN | READONLY;

  private Services services;
  private Answers answers;

  @Override
  public final void setConfiguration(Configuration configuration) throws ConfigurationException {
    services = Services.registered();
    answers = new Answers(services);
  }

  @Override
  public final int prepare(long id, Serializable context) {
    Context transaction = (Context) context;
    try {
      return work(transaction);
    } catch (ISOException | SQLException e) {
      transaction.log(e);
      return refuse(transaction, "96");
    }
  }

  /** What this step does: {@link #GO_ON} or {@link #STOP}. */
  abstract int work(Context transaction) throws ISOException, SQLException;

  final Services services() {
    return services;
  }

  final Answers answers() {
    return answers;
  }

  static TerminalMessage request(Context transaction) {
    return transaction.get(ContextConstants.REQUEST.toString());
  }

  static void respond(Context transaction, TerminalMessage response) {
    transaction.put(ContextConstants.RESPONSE.toString(), response);
  }

  /** Ends the transaction with this code. */
  final int refuse(Context transaction, String code) {
    try {
      respond(
          transaction,
          answers.to(
              request(transaction),
              TranLog.Outcome.refused(code),
              services.numbers().next(),
              transaction.get(Entries.TERMINAL_KEYS)));
    } catch (ISOException e) {
      transaction.log(e);
    }
    return STOP;
  }
}
