package io.oneclear.switching;

import static io.oneclear.switching.sim.World.DEBIT_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.switching.SwitchMetrics.Alarm;
import io.oneclear.switching.forward.StoreAndForwardConfig;
import io.oneclear.switching.sim.PosTerminal;
import io.oneclear.switching.sim.PosTerminal.Heard;
import io.oneclear.switching.sim.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sign-on, batch settlement and upload, and who is let in at all. */
class TerminalDayTest {

  private final World world = World.signedOn();
  private final PosTerminal terminal = world.terminal;

  private Heard send(IsoMessage message) {
    Heard heard = terminal.send(message);
    world.settle();
    return heard;
  }

  private Heard buy(int trace) {
    return send(terminal.purchase(trace, DEBIT_CARD, 100));
  }

  @Test
  void signOnGivesKeysTheBatchAndAReference() {
    Heard heard = send(terminal.signOn("003"));
    assertThat(heard.code()).isEqualTo("00");
    assertThat(heard.answer().message().bytes(62)).hasSize(40);
    assertThat(heard.answer().text(60)).startsWith("00000001");
    assertThat(heard.answer().text(37)).hasSize(12);
    assertThat(heard.answer().message().has(64)).isFalse();
  }

  @Test
  void signOnThatCannotBeStoredIsAnswered96AndIsNoDefectOfOurs() {
    world.terminals.down(true);
    Heard heard = send(terminal.signOn("003"));
    assertThat(heard.code()).isEqualTo("96");
    assertThat(heard.answer().message().has(62)).as("keys nobody kept").isFalse();
    assertThat(world.metrics.alarms()).containsExactly(Alarm.TERMINALS);
    world.terminals.down(false);
    assertThat(send(terminal.signOn("003")).code()).isEqualTo("00");
  }

  @Test
  void keysOfAnotherAlgorithmAreNotGiven() {
    assertThat(send(terminal.signOn("001")).code()).isEqualTo("40");
    assertThat(send(terminal.signOn("005")).code()).isEqualTo("40");
    assertThat(send(terminal.signOn("004")).code()).isEqualTo("40");
  }

  @Test
  void macUnderTheKeysOfAnEarlierSignOnIsRefused() {
    send(terminal.signOn("003"));
    assertThat(buy(11).code()).isEqualTo("A0");
    assertThat(world.journal.entries()).isEmpty();
  }

  @Test
  void terminalThatHasSignedOffMustSignOn() {
    assertThat(send(terminal.management("002")).code()).isEqualTo("00");
    assertThat(buy(11).code()).isEqualTo("A0");
    world.signOn();
    assertThat(buy(12).code()).isEqualTo("00");
  }

  @Test
  void echoIsAnswered() {
    assertThat(send(terminal.management("301")).code()).isEqualTo("00");
  }

  @Test
  void purchaseWithoutMacIsRefused() {
    Heard heard = terminal.sendBare(terminal.purchase(11, DEBIT_CARD, 100));
    world.settle();
    assertThat(heard.code()).isEqualTo("A0");
  }

  @Test
  void unknownTerminalIsAnswered97() {
    PosTerminal stranger = world.stranger("99999999", World.MERCHANT);
    Heard heard = stranger.send(stranger.purchase(11, DEBIT_CARD, 100));
    assertThat(heard.code()).isEqualTo("97");
    assertThat(stranger.send(stranger.signOn("003")).code()).isEqualTo("97");
  }

  @Test
  void anotherMerchantsCodeIsAnswered03() {
    PosTerminal wrong = world.stranger(World.TERMINAL, "898110153110002");
    assertThat(wrong.send(wrong.purchase(11, DEBIT_CARD, 100)).code()).isEqualTo("03");
  }

  @Test
  void suspendedTerminalIsAnswered58AndAClosedOne97() {
    world.terminals.put(
        world.terminal(World.TERMINAL, Terminal.State.SUSPENDED),
        world.merchant(MerchantState.LIVE));
    assertThat(send(terminal.signOn("003")).code()).isEqualTo("58");
    world.terminals.put(
        world.terminal(World.TERMINAL, Terminal.State.CLOSED), world.merchant(MerchantState.LIVE));
    assertThat(send(terminal.signOn("003")).code()).isEqualTo("97");
  }

  @Test
  void onlyALiveMerchantMayTrade() {
    int trace = 20;
    for (MerchantState state : MerchantState.values()) {
      world.terminals.put(world.profile().terminal(), world.merchant(state));
      assertThat(buy(trace++).code())
          .as(state.name())
          .isEqualTo(state == MerchantState.LIVE ? "00" : "03");
    }
  }

  @Test
  void anotherBatchNumberIsAnswered77() {
    Heard heard = send(terminal.purchase(11, DEBIT_CARD, 100).set(60, "2200000700060"));
    assertThat(heard.code()).isEqualTo("77");
    assertThat(heard.answer().rightMac()).isTrue();
  }

  @Test
  void equalTotalsAreSaidToBeEqual() {
    buy(11);
    send(terminal.voiding(12, DEBIT_CARD, 100, 11));
    Heard heard = send(terminal.settlement(90, 100, 1, 100, 1));
    assertThat(heard.code()).isEqualTo("00");
    assertThat(heard.answer().text(48).charAt(30)).isEqualTo('1');
    assertThat(heard.answer().text(48).charAt(61)).isEqualTo('1');
  }

  @Test
  void totalsThatDifferAreSaidToDifferAndTheFirstAnswerStands() {
    buy(11);
    Heard heard = send(terminal.settlement(90, 101, 1, 0, 0));
    assertThat(heard.code()).isEqualTo("00");
    assertThat(heard.answer().text(48).charAt(30)).isEqualTo('2');
    Heard again = send(terminal.settlement(91, 100, 1, 0, 0));
    assertThat(again.answer().text(48).charAt(30)).isEqualTo('2');
  }

  @Test
  void reversedPurchaseDoesNotCountInTheTotals() {
    IsoMessage purchase = terminal.purchase(11, DEBIT_CARD, 100);
    send(purchase);
    send(terminal.reversal(purchase, "98"));
    assertThat(send(terminal.settlement(90, 0, 0, 0, 0)).answer().text(48).charAt(30))
        .isEqualTo('1');
  }

  @Test
  void settledBatchTakesNoSaleUntilTheNextSignOnOpensANewOne() {
    buy(11);
    send(terminal.settlement(90, 100, 1, 0, 0));
    assertThat(buy(12).code()).isEqualTo("77");
    assertThat(buy(11).code()).as("a repeat of what was decided before").isEqualTo("00");
    world.signOn();
    assertThat(terminal.batch()).isEqualTo("000002");
    assertThat(buy(1).code()).isEqualTo("00");
  }

  @Test
  void uploadFollowsTheSettlementAndARepeatAddsNothing() {
    buy(11);
    assertThat(send(terminal.upload(91, 11, DEBIT_CARD, 100)).code()).isEqualTo("12");
    send(terminal.settlement(90, 101, 1, 0, 0));
    assertThat(send(terminal.upload(91, 11, DEBIT_CARD, 100)).code()).isEqualTo("00");
    assertThat(send(terminal.upload(92, 11, DEBIT_CARD, 100)).code()).isEqualTo("00");
    assertThat(world.terminals.uploaded()).hasSize(1);
    assertThat(world.terminals.uploaded().getFirst().pan().masked()).isEqualTo("622202******7894");
    assertThat(send(terminal.endOfUpload(93, 1)).code()).isEqualTo("00");
    assertThat(world.terminals.uploadsEnded()).isEqualTo(1);
  }

  @Test
  void requestAboveTheLimitIsAnswered96AtOnce() {
    World narrow = narrow(2, 2, 2, 4);
    narrow.signOn();
    Heard[] heard = new Heard[3];
    for (int i = 0; i < heard.length; i++) {
      heard[i] = narrow.terminal.send(narrow.terminal.purchase(11 + i, DEBIT_CARD, 100));
    }
    assertThat(heard[2].code()).isEqualTo("96");
    assertThat(narrow.target.inFlight()).isEqualTo(2);
    narrow.settle();
    assertThat(heard[0].code()).isEqualTo("00");
    assertThat(heard[1].code()).isEqualTo("00");
    assertThat(narrow.metrics.alarms()).containsExactly(Alarm.OVERLOAD);
    assertThat(narrow.target.inFlight()).isZero();
  }

  /** A switch with few places: for requests, changes, those of one terminal, repeats that wait. */
  private static World narrow(int inFlight, int unproven, int ofTerminal, int joined) {
    SwitchConfig usual = SwitchConfig.DEFAULT;
    return new World(
        new SwitchConfig(
            usual.requestDeadline(),
            inFlight,
            unproven,
            ofTerminal,
            joined,
            usual.undecidedPoll(),
            usual.undoRetry()),
        StoreAndForwardConfig.DEFAULT);
  }

  @Test
  void aFloodOfSignOnsOfOneTerminalIsAnswered96AndLeavesRoomForTransactions() {
    world.terminals.slow(true);
    Heard[] heard = new Heard[12];
    for (int i = 0; i < heard.length; i++) {
      heard[i] = terminal.send(terminal.signOn("003"));
    }
    for (int i = 4; i < heard.length; i++) {
      assertThat(heard[i].code()).isEqualTo("96");
    }
    assertThat(world.target.inFlight()).isEqualTo(4);
    assertThat(world.metrics.alarms()).hasSize(8).containsOnly(Alarm.OVERLOAD);
    assertThat(buy(11).code()).isEqualTo("00");
    world.terminals.slow(false);
    world.settle();
    assertThat(heard[3].code()).isEqualTo("00");
    assertThat(world.target.inFlight()).isZero();
    assertThat(send(terminal.signOn("003")).code()).isEqualTo("00");
  }

  @Test
  void changesOfAllTerminalsHaveSoManyPlacesAndNoMore() {
    World narrow = narrow(10, 1, 1, 4);
    narrow.terminals.slow(true);
    Heard first = narrow.terminal.send(narrow.terminal.signOn("003"));
    assertThat(narrow.terminal.send(narrow.terminal.management("002")).code()).isEqualTo("96");
    narrow.terminals.slow(false);
    narrow.settle();
    assertThat(first.code()).isEqualTo("00");
    assertThat(narrow.terminal.send(narrow.terminal.management("002")).code()).isEqualTo("00");
  }

  @Test
  void aChangeThatBreaksGivesItsPlaceBack() {
    World narrow = narrow(10, 1, 1, 4);
    narrow.signOn();
    narrow.terminals.broken(true);
    assertThat(narrow.terminal.send(narrow.terminal.management("002")).code()).isEqualTo("96");
    assertThat(narrow.metrics.alarms()).containsExactly(Alarm.INTERNAL_ERROR);
    narrow.terminals.broken(false);
    assertThat(narrow.terminal.send(narrow.terminal.management("002")).code()).isEqualTo("00");
  }

  @Test
  void repeatsAboveTheLimitAreDropped() {
    World narrow = narrow(100, 10, 4, 1);
    narrow.signOn();
    Heard[] heard = new Heard[3];
    for (int i = 0; i < heard.length; i++) {
      heard[i] = narrow.terminal.send(narrow.terminal.purchase(11, DEBIT_CARD, 100));
    }
    narrow.settle();
    assertThat(heard[1].code()).isEqualTo("00");
    assertThat(heard[2].code()).isEqualTo("dropped");
  }

  @Test
  void unreadableFieldIsAnswered30AndNoiseIsDropped() {
    byte[] truncated =
        World.hex("6000030000" + "603100310100" + "0200" + "2000000000C00000" + "0000");
    assertThat(terminal.sendFrame(truncated).code()).isEqualTo("30");
    assertThat(terminal.sendFrame(new byte[] {1, 2, 3}).code()).isEqualTo("dropped");
    assertThat(world.metrics.drops()).containsExactly("Malformed not a message");
  }

  @Test
  void noFrameWhateverMakesTheSwitchThrowOrStaySilent() {
    Random random = new Random(20261122);
    byte[] good = terminal.frameOf(terminal.purchase(11, DEBIT_CARD, 100));
    for (int i = 0; i < 5_000; i++) {
      byte[] bad = good.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Heard heard = terminal.sendFrame(bad);
      world.settle();
      assertThat(heard.times()).isEqualTo(1);
    }
    assertThat(world.metrics.alarms()).doesNotContain(Alarm.INTERNAL_ERROR);
    assertThat(world.metrics.nowInFlight()).isZero();
  }

  @Test
  void transactionsNotOfferedAreAnswered40() {
    IsoMessage preAuthorization = terminal.purchase(11, DEBIT_CARD, 100).set(25, "06");
    assertThat(send(preAuthorization).code()).isEqualTo("40");
  }

  @Test
  void idsOfTerminalAndMerchantAreThoseOfTheRequest() {
    Heard heard = buy(11);
    assertThat(heard.answer().text(41)).isEqualTo(new TerminalId(World.TERMINAL).code());
    assertThat(heard.answer().text(42)).isEqualTo(new MerchantId(World.MERCHANT).code());
  }
}
