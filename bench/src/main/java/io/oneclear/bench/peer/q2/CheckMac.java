package io.oneclear.bench.peer.q2;

import io.oneclear.security.MacAlgorithm;
import io.oneclear.security.SecurityModule.WorkingKeys;
import org.jpos.transaction.Context;

/** Field 64 of the terminal. */
public final class CheckMac extends Step {

  private static final String WRONG_MAC = "A0";

  @Override
  int work(Context transaction) {
    TerminalMessage request = request(transaction);
    WorkingKeys keys = transaction.get(Entries.TERMINAL_KEYS);
    boolean right =
        request.hasField(64)
            && services()
                .module()
                .verifyMac(
                    MacAlgorithm.UNIONPAY_ECB,
                    keys.macKey(),
                    request.macData(),
                    request.getBytes(64))
                .join();
    return right ? GO_ON : refuse(transaction, WRONG_MAC);
  }
}
