package io.oneclear.bench.peer.q2;

import io.oneclear.message.TerminalId;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.security.SecurityModule.WorkingKeys;
import java.util.Optional;
import org.jpos.iso.ISOException;
import org.jpos.transaction.Context;

/** Gives a terminal fresh working keys under its master key. */
public final class SignOn extends Step {

  private static final String NOT_OFFERED = "40";
  private static final String UNKNOWN_TERMINAL = "97";

  @Override
  int work(Context transaction) throws ISOException {
    TerminalMessage request = request(transaction);
    KeyScheme scheme = KeyScheme.of(request.getString(60).substring(8, 11));
    if (scheme == null) {
      return refuse(transaction, NOT_OFFERED);
    }
    Optional<WorkingKeys> keys =
        services().vault().signOn(new TerminalId(request.getString(41)), scheme);
    if (keys.isEmpty()) {
      return refuse(transaction, UNKNOWN_TERMINAL);
    }
    respond(
        transaction,
        answers().toSignOn(request, keys.get().field62(), services().numbers().next()));
    return GO_ON;
  }
}
