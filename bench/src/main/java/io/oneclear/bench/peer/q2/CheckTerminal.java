package io.oneclear.bench.peer.q2;

import io.oneclear.security.SecurityModule.WorkingKeys;
import org.jpos.iso.ISOException;
import org.jpos.transaction.Context;
import org.jpos.transaction.ContextConstants;

/** Who sends what: names the transaction for the Switch and finds the terminal's working keys. */
public final class CheckTerminal extends Step {

  private static final String SIGN_ON = "0800";
  private static final String NOT_SIGNED_ON = "97";

  @Override
  int work(Context transaction) throws ISOException {
    TerminalMessage request = request(transaction);
    String type = request.getMTI();
    transaction.put(ContextConstants.TXNNAME.toString(), type);
    if (type.equals(SIGN_ON)) {
      return GO_ON;
    }
    WorkingKeys keys = services().vault().keys(request.getString(41));
    if (keys == null) {
      return refuse(transaction, NOT_SIGNED_ON);
    }
    transaction.put(Entries.TERMINAL_KEYS, keys);
    return GO_ON;
  }
}
