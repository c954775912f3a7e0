package io.oneclear.simulator.day;

import io.oneclear.message.pos.BatchTotals;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.day.DayTally.TerminalDayTotals;
import io.oneclear.simulator.terminal.CardEntry;
import io.oneclear.simulator.terminal.Sale;
import io.oneclear.simulator.terminal.Settlement;
import io.oneclear.simulator.terminal.TerminalAnswer;
import io.oneclear.simulator.terminal.TerminalAnswer.Outcome;
import io.oneclear.simulator.terminal.TerminalRequest;
import io.oneclear.simulator.terminal.TerminalSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One terminal's day, act after act. One thread. */
final class TerminalDay {

  private static final int[] DECLINING = {51, 54, 55, 61, 62, 65, 75, 91, 96};
  private static final int REFUND_REPEATS = 8;

  private final TerminalSimulator terminal;
  private final DayCards cards;
  private final RandomGenerator random;
  private final Tally tally;
  private final List<OpenSale> sales = new ArrayList<>();

  TerminalDay(TerminalSimulator terminal, DayCards cards, RandomGenerator random, Tally tally) {
    this.terminal = terminal;
    this.cards = cards;
    this.random = random;
    this.tally = tally;
  }

  /** Signs on, does so many acts, settles, signs off. */
  TerminalDayTotals run(int acts) {
    TerminalAnswer signOn = terminal.signOn();
    if (!signOn.approved()) {
      strange("sign-on " + signOn.codeOrOutcome());
      return totals(terminal.settle());
    }
    for (int i = 0; i < acts; i++) {
      act();
    }
    terminal.sendPendingReversal();
    BatchTotals domestic = terminal.domesticTotals();
    BatchTotals foreign = terminal.foreignTotals();
    Settlement settlement = terminal.settleWithUpload();
    if (settlement.result() != Settlement.EQUAL || !settlement.closed()) {
      strange(
          "settlement result "
              + settlement.result()
              + " domestic "
              + domestic
              + " foreign "
              + foreign);
    }
    TerminalAnswer signOff = terminal.signOff();
    if (!signOff.approved()) {
      strange("sign-off " + signOff.codeOrOutcome());
    }
    return totals(settlement);
  }

  /** The next act, whatever it is. */
  void act() {
    perform(nextAct());
    tally.actDone();
  }

  private TerminalDayTotals totals(Settlement settlement) {
    BatchTotals domestic = settlement.domestic();
    BatchTotals foreign = settlement.foreign();
    return new TerminalDayTotals(
        terminal.terminal().id(),
        terminal.terminal().merchant(),
        domestic.debitFen() + foreign.debitFen(),
        domestic.debitCount() + foreign.debitCount(),
        domestic.creditFen() + foreign.creditFen(),
        domestic.creditCount() + foreign.creditCount(),
        settlement,
        terminal.abandonedReversals());
  }

  private Act nextAct() {
    int whole = 0;
    for (Act act : Act.values()) {
      whole += act.share();
    }
    int pick = random.nextInt(whole);
    for (Act act : Act.values()) {
      pick -= act.share();
      if (pick < 0) {
        return act;
      }
    }
    throw new IllegalStateException("shares do not add up");
  }

  private void perform(Act act) {
    switch (act) {
      case PURCHASE -> sell(act, 0, 50);
      case BALANCE -> balance();
      case VOID -> voidSale();
      case REFUND_PART -> refund(act, false);
      case REFUND_WHOLE -> refund(act, true);
      case WRONG_PIN -> wrongPin();
      case DECLINED_BY_AMOUNT -> declined();
      case LOST_ANSWER -> unanswered(act, 98);
      case LATE_ANSWER -> unanswered(act, 97);
      case TWICE_ANSWERED -> sell(act, 99, 100);
      case CUT_ANSWER -> unanswered(act, 94);
      case DUPLICATE -> duplicate();
      case REVERSAL -> reverse(false);
      case REVERSAL_AGAIN -> reverse(true);
      case REVERSAL_FIRST -> reversalFirst();
    }
  }

  /** A purchase that should be approved, with its last two digits from a range. */
  private void sell(Act act, int fromCents, int toCents) {
    DemoCard card = cards.next(random);
    long fen = amount(random.nextInt(fromCents, toCents));
    TerminalAnswer answer = terminal.purchase(card, fen, entry(), null);
    tally.count(act, answer);
    if (answer.approved()) {
      sales.add(new OpenSale(terminal.sale(card, fen, answer)));
    }
  }

  private void balance() {
    TerminalAnswer answer = terminal.balance(cards.next(random));
    tally.count(Act.BALANCE, answer);
    if (answer.approved() && answer.message().text(54) == null) {
      strange("a balance inquiry was approved without a balance");
    }
  }

  private void voidSale() {
    OpenSale open = take(true);
    if (open == null) {
      sell(Act.PURCHASE, 0, 50);
      return;
    }
    tally.count(Act.VOID, terminal.voidSale(open.sale));
  }

  private void refund(Act act, boolean whole) {
    OpenSale open = take(whole);
    if (open == null) {
      sell(Act.PURCHASE, 0, 50);
      return;
    }
    long left = open.sale.fen() - open.refunded;
    long fen = whole || left < 2 ? left : random.nextLong(1, left);
    TerminalRequest request =
        terminal.messages().refund(terminal.batch(), terminal.newTrace(), open.sale, fen);
    TerminalAnswer answer = terminal.transact(request);
    int repeats = Math.max(REFUND_REPEATS, terminal.settings().reversalAttempts());
    for (int i = 0; i < repeats && undecided(answer); i++) {
      // A refund has no reversal: it is repeated under the same trace until it is decided.
      terminal.pause();
      answer = terminal.transact(request);
    }
    tally.count(act, answer);
    if (undecided(answer)) {
      strange("a refund stayed undecided: " + answer.codeOrOutcome());
    }
    if (answer.approved()) {
      open.refunded += fen;
      if (open.refunded < open.sale.fen()) {
        sales.add(open);
      }
    }
  }

  private void wrongPin() {
    DemoCard card = cards.forWrongPins();
    TerminalAnswer answer =
        terminal.purchase(card, amount(0), CardEntry.MAGNETIC_WITH_PIN, DayCards.wrongPin(card));
    tally.count(Act.WRONG_PIN, answer);
    if (answer.approved()) {
      strange("a wrong PIN was approved");
    }
  }

  private void declined() {
    int ending = DECLINING[random.nextInt(DECLINING.length)];
    TerminalAnswer answer = terminal.purchase(cards.next(random), amount(ending), entry(), null);
    tally.count(Act.DECLINED_BY_AMOUNT, answer);
    if (answer.approved()) {
      strange("an amount ending in " + ending + " was approved");
    }
  }

  private void unanswered(Act act, int ending) {
    TerminalAnswer answer = terminal.purchase(cards.next(random), amount(ending), entry(), null);
    tally.count(act, answer);
    if (answer.approved()) {
      strange("approved although the scheme's answer was " + act);
    }
  }

  private void duplicate() {
    TerminalRequest request = purchase(amount(random.nextInt(50)));
    TerminalAnswer first = terminal.transact(request);
    TerminalAnswer second = terminal.transact(request);
    tally.count(Act.DUPLICATE, first);
    tally.count(Act.DUPLICATE, second);
    boolean bothAnswered =
        first.outcome() == Outcome.ANSWERED && second.outcome() == Outcome.ANSWERED;
    if (bothAnswered
        && first.approved()
        && (!first.code().equals(second.code()) || !first.rrn().equals(second.rrn()))) {
      strange("the same request got " + first.code() + " and then " + second.code());
    }
  }

  private void reverse(boolean again) {
    TerminalRequest request = purchase(amount(random.nextInt(50)));
    TerminalAnswer sold = terminal.transact(request);
    tally.count(Act.PURCHASE, sold);
    Act act = again ? Act.REVERSAL_AGAIN : Act.REVERSAL;
    for (int i = 0; i < (again ? 2 : 1); i++) {
      TerminalAnswer reversed = terminal.reverse(request, "06");
      tally.count(act, reversed);
      if (reversed.outcome() == Outcome.ANSWERED && !reversed.approved()) {
        strange("a reversal was answered " + reversed.code());
      }
    }
  }

  private void reversalFirst() {
    TerminalRequest request = purchase(amount(random.nextInt(50)));
    tally.count(Act.REVERSAL_FIRST, terminal.reverse(request, "98"));
    TerminalAnswer late = terminal.send(request);
    tally.count(Act.REVERSAL_FIRST, late);
    if (late.approved()) {
      strange("a purchase whose reversal came first was approved");
    }
  }

  private TerminalRequest purchase(long fen) {
    return terminal
        .messages()
        .purchase(
            terminal.batch(),
            terminal.newTrace(),
            cards.next(random),
            fen,
            entry(),
            null,
            terminal.keys());
  }

  /** An open sale to void or refund, taken off the list; null if there is none. */
  private OpenSale take(boolean untouched) {
    for (int i = sales.size() - 1; i >= 0; i--) {
      if (!untouched || sales.get(i).refunded == 0) {
        return sales.remove(i);
      }
    }
    return null;
  }

  private static boolean undecided(TerminalAnswer answer) {
    return answer.outcome() != Outcome.ANSWERED || answer.code().code().equals("98");
  }

  /** Mostly small, a few large enough for a fee's cap; the last two digits as asked. */
  private long amount(int ending) {
    long yuan = random.nextInt(50) == 0 ? random.nextLong(4_000, 9_000) : random.nextLong(1, 800);
    return yuan * 100 + ending;
  }

  private CardEntry entry() {
    CardEntry[] entries = CardEntry.values();
    return entries[random.nextInt(entries.length)];
  }

  private void strange(String what) {
    tally.strange("terminal " + terminal.terminal().id() + ": " + what);
  }

  /** A sale that may still be voided or refunded. */
  private static final class OpenSale {
    private final Sale sale;
    private long refunded;

    OpenSale(Sale sale) {
      this.sale = sale;
    }
  }
}
