package io.oneclear.switching;

import static io.oneclear.switching.journal.TransactionState.APPROVED;
import static io.oneclear.switching.journal.TransactionState.DECLINED;
import static io.oneclear.switching.journal.TransactionState.REVERSED;
import static io.oneclear.switching.sim.World.DEBIT_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.IsoMessage;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.sim.MemoryJournal.Step;
import io.oneclear.switching.sim.MemoryJournal.Trouble;
import io.oneclear.switching.sim.PosTerminal;
import io.oneclear.switching.sim.PosTerminal.Heard;
import io.oneclear.switching.sim.ScriptedScheme.Says;
import io.oneclear.switching.sim.World;
import org.junit.jupiter.api.Test;

class ReversalTest {

  private final World world = World.signedOn();
  private final PosTerminal terminal = world.terminal;

  private Heard send(IsoMessage message) {
    Heard heard = terminal.send(message);
    world.settle();
    return heard;
  }

  @Test
  void repeatedReversalIsAnswered00AndReversedOnce() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    Heard bought = send(purchase);
    for (int i = 0; i < 3; i++) {
      Heard reversed = send(terminal.reversal(purchase, "98"));
      assertThat(reversed.code()).isEqualTo("00");
      assertThat(reversed.answer().rightMac()).isTrue();
      assertThat(reversed.answer().text(37)).isEqualTo(bought.answer().text(37));
    }
    assertThat(world.states()).containsExactly(REVERSED);
    assertThat(world.journal.advices()).containsExactly("REVERSAL QUEUED");
  }

  @Test
  void reversalOfADeclinedPurchaseHasNothingToUndo() {
    world.scheme.next(new Says("51"));
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    send(purchase);
    assertThat(send(terminal.reversal(purchase, "06")).code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(DECLINED);
    assertThat(world.journal.advices()).isEmpty();
  }

  @Test
  void reversalOfAnotherAmountIsRefusedAndAlarmed() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    send(purchase);
    IsoMessage reversal = terminal.reversal(purchase, "98").set(4, "000000000101");
    assertThat(send(reversal).code()).isEqualTo("64");
    assertThat(world.states()).containsExactly(APPROVED);
    assertThat(world.metrics.alarms()).containsExactly(Alarm.DUPLICATE_DIFFERS);
  }

  @Test
  void reversalOfAVoidedPurchaseIsRefused() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    send(purchase);
    send(terminal.voiding(12, DEBIT_CARD, 100, 11));
    assertThat(send(terminal.reversal(purchase, "98")).code()).isEqualTo("12");
  }

  @Test
  void reversalWithoutRightMacIsRefused() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    send(purchase);
    IsoMessage reversal = terminal.reversal(purchase, "98").set(64, new byte[8]);
    Heard heard = terminal.sendBare(reversal);
    world.settle();
    assertThat(heard.code()).isEqualTo("A0");
    assertThat(world.states()).containsExactly(APPROVED);
  }

  @Test
  void suspendedTerminalAndMerchantMayStillTakeMoneyBack() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    send(purchase);
    Terminal now = world.profile().terminal();
    world.terminals.put(suspended(now), world.merchant(MerchantState.SUSPENDED));
    assertThat(send(terminal.reversal(purchase, "98")).code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(REVERSED);
  }

  @Test
  void reversalFindsAnOriginalOfTheBatchBefore() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    send(purchase);
    send(terminal.settlement(90, 100, 1, 0, 0));
    world.signOn();
    assertThat(send(terminal.reversal(purchase, "98")).code()).isEqualTo("00");
    assertThat(world.states()).containsExactly(REVERSED);
  }

  @Test
  void reversalOfTheUnknownInAnotherBatchIsAnswered25() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100).set(60, "2200000900060");
    assertThat(send(terminal.reversal(purchase, "98")).code()).isEqualTo("25");
  }

  @Test
  void reversalThatTheJournalCannotTakeIsAnswered96ForTheTerminalToRepeat() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    send(purchase);
    world.journal.disturb(Step.REVERSE, Trouble.FAILS);
    assertThat(send(terminal.reversal(purchase, "98")).code()).isEqualTo("96");
    assertThat(send(terminal.reversal(purchase, "98")).code()).isEqualTo("00");
  }

  private static Terminal suspended(Terminal old) {
    return new Terminal(
        old.id(),
        old.merchant(),
        old.serialNumber(),
        Terminal.State.SUSPENDED,
        old.algorithm(),
        old.tmk(),
        old.pinKey(),
        old.macKey(),
        old.batch(),
        old.batchOpenedOn(),
        old.batchState());
  }
}
