package io.oneclear.settlement;

import io.oneclear.merchant.SettlementCycle;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** Double entry, nets and the approval of what is to be paid. */
public interface LedgerStore {

  /**
   * Posts the date, a balanced set per merchant.
   *
   * @return entries
   */
  long post(StepMark mark);

  /**
   * Nets every merchant.
   *
   * @param valueDates when each cycle is paid
   */
  Netted net(StepMark mark, Map<SettlementCycle, LocalDate> valueDates);

  /** What would be paid for the date. */
  Proposal proposal(LocalDate date);

  boolean approved(LocalDate date);

  /** Records that two people agreed to a proposal. Refuses when it changed meanwhile. */
  void approve(StepMark mark, Proposal proposal, String maker, String checker, Instant at);

  /**
   * Outcome of netting.
   *
   * @param merchants netted
   * @param withoutAccount merchants whose money waits because no verified account is there
   */
  record Netted(long merchants, long withoutAccount) {}

  /**
   * What is to be approved.
   *
   * @param fingerprint of every merchant and amount in it
   */
  record Proposal(int payouts, long totalFen, String fingerprint) {}
}
