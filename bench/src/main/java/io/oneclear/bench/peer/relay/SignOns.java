package io.oneclear.bench.peer.relay;

import io.oneclear.bench.peer.ground.Ground;
import io.oneclear.bench.peer.ground.TerminalVault;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.pos.PosAnswer;
import io.oneclear.message.pos.PosDialect;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.message.pos.PosRequest;
import java.util.Optional;

/**
 * Answers a terminal's sign-on with real working keys, because a terminal makes its PIN block and
 * its MAC with them. The relay itself never uses them.
 */
final class SignOns {

  private final PosDialect dialect;
  private final TerminalVault vault;

  SignOns(Ground ground) {
    this.dialect = ground.posDialect();
    this.vault = ground.vault();
  }

  /** Empty if the frame is no sign-on of a terminal that is known. */
  Optional<byte[]> answer(byte[] bytes) {
    try {
      PosFrame frame = dialect.decode(bytes);
      return dialect.parse(frame) instanceof PosRequest.SignOn signOn
          ? vault
              .signOn(signOn.terminal(), signOn.keyScheme())
              .map(keys -> dialect.answer(frame, withKeys(keys.field62())).withoutMac())
          : Optional.empty();
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private static PosAnswer withKeys(byte[] field62) {
    BatchNumber first = new BatchNumber(1);
    return new PosAnswer(
        ResponseCode.APPROVED,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        first,
        field62,
        null);
  }
}
