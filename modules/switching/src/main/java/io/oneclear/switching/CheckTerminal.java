package io.oneclear.switching;

import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.pos.PosRequest.Understood;
import io.oneclear.switching.Terminals.Profile;
import java.util.Optional;

/** Who is speaking, and may it. */
final class CheckTerminal {

  private CheckTerminal() {}

  sealed interface Checked {}

  record Passed(Profile profile) implements Checked {}

  record Refused(ResponseCode code) implements Checked {}

  /**
   * The terminal is ours and says its own merchant. Enough to finish what was begun (reversal,
   * settlement), also for one that may no longer trade.
   */
  static Checked known(Optional<Profile> found, Understood request) {
    if (found.isEmpty() || found.get().terminal().state() == Terminal.State.CLOSED) {
      return new Refused(ResponseCode.UNKNOWN_TERMINAL);
    }
    Profile profile = found.get();
    return profile.merchant().id().equals(request.merchant())
        ? new Passed(profile)
        : new Refused(ResponseCode.INVALID_MERCHANT);
  }

  /** It may begin something new: terminal active, merchant live. */
  static Checked mayTrade(Optional<Profile> found, Understood request) {
    Checked known = known(found, request);
    return switch (known) {
      case Refused _ -> known;
      case Passed(Profile profile) -> {
        if (profile.terminal().state() == Terminal.State.SUSPENDED) {
          yield new Refused(ResponseCode.NOT_PERMITTED_TO_TERMINAL);
        }
        yield profile.merchant().state() == MerchantState.LIVE
            ? known
            : new Refused(ResponseCode.INVALID_MERCHANT);
      }
    };
  }
}
