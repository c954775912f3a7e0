package io.oneclear.simulator.terminal;

import io.oneclear.message.IsoMessage;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.pos.PosFrame;
import io.oneclear.security.TerminalKeys;
import io.oneclear.simulator.terminal.TerminalAnswer.Outcome;
import io.oneclear.simulator.terminal.TerminalLine.Reply;
import java.time.Duration;

/** Whether a terminal believes what came. */
final class Judgement {

  /** What an answer must repeat of its request, where both have it. */
  private static final int[] ECHOED = {3, 4, 11, 41, 42};

  private Judgement() {}

  /**
   * @param keys of the last sign-on; null before, when nothing is sent that carries a MAC
   */
  static TerminalAnswer of(TerminalRequest request, Reply reply, TerminalKeys keys, Duration took) {
    return switch (reply) {
      case Reply.None _ -> unanswered(request, Outcome.NO_ANSWER, took);
      case Reply.Lost _ -> unanswered(request, Outcome.CONNECTION_LOST, took);
      case Reply.Came(PosFrame frame) -> came(request, frame, keys, took);
    };
  }

  private static TerminalAnswer came(
      TerminalRequest request, PosFrame frame, TerminalKeys keys, Duration took) {
    IsoMessage message = frame.message();
    ResponseCode code = new ResponseCode(message.has(39) ? message.text(39) : "??");
    int mismatch = mismatch(request.message(), message);
    Outcome outcome = Outcome.ANSWERED;
    if (mismatch != 0) {
      outcome = Outcome.WRONG_ECHO;
    } else if (request.kind().carriesMac() && !macIsRight(frame, keys, code)) {
      outcome = Outcome.WRONG_MAC;
    }
    return new TerminalAnswer(
        outcome, request.batch(), request.trace(), code, message, mismatch, took);
  }

  /** A decline may come without MAC, an approval may not. */
  private static boolean macIsRight(PosFrame frame, TerminalKeys keys, ResponseCode code) {
    return frame.hasMac() ? keys.macMatches(frame.macData(), frame.mac()) : !code.approved();
  }

  private static TerminalAnswer unanswered(
      TerminalRequest request, Outcome outcome, Duration took) {
    return new TerminalAnswer(outcome, request.batch(), request.trace(), null, null, 0, took);
  }

  private static int mismatch(IsoMessage request, IsoMessage answer) {
    for (int field : ECHOED) {
      if (request.has(field)
          && answer.has(field)
          && !request.text(field).equals(answer.text(field))) {
        return field;
      }
    }
    return 0;
  }
}
