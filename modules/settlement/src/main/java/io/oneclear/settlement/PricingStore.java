package io.oneclear.settlement;

import io.oneclear.settlement.fee.FeeInputs;
import io.oneclear.settlement.fee.Fees;
import io.oneclear.settlement.report.DryRunReport;
import java.time.LocalDate;

/** Streams captured transactions past the fee engine. */
public interface PricingStore {

  /**
   * Writes one settlement line per captured transaction. Not one unit of work: what an interrupted
   * call left behind is removed first.
   */
  Priced price(StepMark mark, Pricer pricer);

  /** The same computation on the journal as it is now, writing nothing. */
  DryRunReport dryRun(LocalDate date, Pricer pricer);

  /** What decides a price. */
  interface Pricer {

    boolean needsMonthVolume();

    /** The fees of a purchase. */
    Fees purchase(FeeInputs inputs);

    /** The fees that a void, refund or late reversal gives back, as negative amounts. */
    Fees giveBack(GiveBack back);
  }

  /**
   * Something that gives back.
   *
   * @param cancels true for a void or late reversal: whole and exact; false for a refund
   * @param original fees of what is given back; {@link Fees#UNPRICED} if it is not settled here
   */
  record GiveBack(
      boolean cancels, Fees original, long originalFen, long fen, long refundedBeforeFen) {}

  /**
   * Outcome.
   *
   * @param unpriced transactions no rule was found for: held, one item per merchant
   * @param feeDiffers transactions whose cost the scheme computes otherwise
   */
  record Priced(long lines, long unpriced, long feeDiffers) {

    public static final Priced NONE = new Priced(0, 0, 0);

    public Priced plus(Priced more) {
      return new Priced(lines + more.lines, unpriced + more.unpriced, feeDiffers + more.feeDiffers);
    }
  }
}
