package io.oneclear.bench.peer.q2;

import io.oneclear.bench.peer.q2.Numbers.Stamp;
import io.oneclear.bench.peer.q2.TranLog.Outcome;
import io.oneclear.security.MacAlgorithm;
import io.oneclear.security.SecurityModule.WorkingKeys;
import io.oneclear.simulator.scheme.SchemeConfig;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

/** Builds answers to terminals. */
final class Answers {

  private static final int[] ECHOED = {2, 3, 4, 11, 14, 23, 25, 32, 41, 42, 49, 53, 60};
  private static final int[] ECHOED_BY_MANAGEMENT = {11, 41, 42, 60};
  private static final byte[] NO_MAC = new byte[8];

  private final Services services;

  Answers(Services services) {
    this.services = services;
  }

  /**
   * The answer to a transaction.
   *
   * @param keys null if there are none to make a MAC with
   */
  TerminalMessage to(ISOMsg request, Outcome outcome, Stamp stamp, WorkingKeys keys)
      throws ISOException {
    TerminalMessage answer = start(request, ECHOED, stamp);
    answer.set(39, outcome.code());
    if (outcome.authorizationCode() != null) {
      answer.set(38, outcome.authorizationCode());
    }
    if (outcome.settlementDate() != null) {
      answer.set(15, outcome.settlementDate());
    }
    if (outcome.issuer() != null) {
      answer.set(44, institution(outcome.issuer()) + institution(SchemeConfig.DEFAULT_ACQUIRER));
    }
    if (keys != null) {
      answer.set(64, NO_MAC);
      answer.sealWith(
          data -> services.module().mac(MacAlgorithm.UNIONPAY_ECB, keys.macKey(), data).join());
    }
    return answer;
  }

  /** The answer to a sign-on, with batch 1. */
  TerminalMessage toSignOn(ISOMsg request, byte[] workingKeys, Stamp stamp) throws ISOException {
    TerminalMessage answer = start(request, ECHOED_BY_MANAGEMENT, stamp);
    String field60 = request.getString(60);
    answer.set(39, "00");
    answer.set(60, field60.substring(0, 2) + "000001" + field60.substring(8));
    answer.set(62, workingKeys);
    return answer;
  }

  private static TerminalMessage start(ISOMsg request, int[] echoed, Stamp stamp)
      throws ISOException {
    TerminalMessage answer = new TerminalMessage();
    answer.setMTI(request.getMTI());
    answer.setResponseMTI();
    answer.setHeader(swapped(request.getHeader()));
    for (int field : echoed) {
      if (request.hasField(field)) {
        answer.set(request.getComponent(field));
      }
    }
    answer.set(12, stamp.time());
    answer.set(13, stamp.date());
    answer.set(37, stamp.rrn());
    return answer;
  }

  /** Source and destination of the TPDU change places. */
  private static byte[] swapped(byte[] header) {
    byte[] swapped = header.clone();
    System.arraycopy(header, 1, swapped, 3, 2);
    System.arraycopy(header, 3, swapped, 1, 2);
    return swapped;
  }

  private static String institution(String code) {
    return code + " ".repeat(11 - code.length());
  }
}
