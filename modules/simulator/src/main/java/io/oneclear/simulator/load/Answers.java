package io.oneclear.simulator.load;

import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Takes answers in: finds the purchase, checks the MAC of an approval, meters. */
final class Answers implements LoadConnection.Frames {

  private final AnswerScan answer = new AnswerScan();
  private final List<LoadTerminal> terminals;
  private final Schedule schedule;
  private final OpenPurchases open;
  private final LongFunction<LoadMeter> meterAt;
  private final Verification verification;
  private final long[] numbers;
  private final int[] turns;
  private long now;
  private long unexpected;

  /**
   * @param meterAt the meter for what was due at that time
   */
  Answers(
      LoadPlan plan,
      List<LoadTerminal> terminals,
      Schedule schedule,
      OpenPurchases open,
      LongFunction<LoadMeter> meterAt) {
    this.terminals = terminals;
    this.schedule = schedule;
    this.open = open;
    this.meterAt = meterAt;
    this.verification = plan.verification();
    this.turns =
        IntStream.range(0, terminals.size())
            .boxed()
            .sorted(Comparator.comparingLong(turn -> terminals.get(turn).number()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.numbers = IntStream.of(turns).mapToLong(turn -> terminals.get(turn).number()).toArray();
  }

  /** When the frames that follow came. */
  void arrivedAt(long nanos) {
    now = nanos;
  }

  /** Frames that belong to no purchase under way: unreadable, too late, or second answers. */
  long unexpected() {
    return unexpected;
  }

  @Override
  public void came(byte[] bytes, int offset, int length) {
    int turn = answer.read(bytes, offset, length) ? turn(answer.terminal()) : -1;
    long purchase = turn < 0 ? -1 : schedule.purchase(turn, answer.trace(), open.oldest());
    if (purchase < 0 || !open.close(purchase)) {
      unexpected++;
      return;
    }
    long due = schedule.due(purchase);
    LoadMeter meter = meterAt.apply(due);
    if (answer.approved()) {
      meter.approved(now - due, believed(terminals.get(turn), meter.approvals()));
    } else {
      meter.refused(answer.code(), now - due);
    }
  }

  private boolean believed(LoadTerminal terminal, long approval) {
    return !verification.checks(approval)
        || (answer.hasMac() && terminal.keys().macMatches(answer.macData(), answer.mac()));
  }

  /** Whose turn an answer belongs to; −1 if the terminal is none of ours. */
  private int turn(long number) {
    int low = 0;
    int high = numbers.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (numbers[middle] == number) {
        return turns[middle];
      }
      if (numbers[middle] < number) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
