package io.oneclear.simulator.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.link.FrameHandler.Ending;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.Mti;
import io.oneclear.security.ClearKey;
import io.oneclear.security.KeyAlgorithm;
import io.oneclear.simulator.CardProduct;
import io.oneclear.simulator.DemoCard;
import io.oneclear.simulator.Dialects;
import io.oneclear.simulator.TestCards;
import io.oneclear.simulator.scheme.rule.Rule;
import io.oneclear.simulator.scheme.rule.Treatment;
import io.oneclear.simulator.scheme.rule.Treatment.Delivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemeSimulatorTest {

  private static final DemoCard CARD = TestCards.DEBIT;
  private static final long OPENING = Accounts.OPENING_FEN;
  private static final Duration A_WHILE = Duration.ofMillis(150);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @TempDir Path directory;

  private SchemeSimulator scheme;
  private TestAcquirer acquirer;

  @BeforeEach
  void start() throws Exception {
    scheme = open();
    acquirer = new TestAcquirer(scheme.port());
  }

  @AfterEach
  void stop() {
    acquirer.close();
    scheme.close();
  }

  @Test
  void managementIsAnsweredAndWhatIsNotKnownIsRefused() throws Exception {
    assertThat(acquirer.manage("001").text(39)).isEqualTo("00");
    assertThat(acquirer.manage("301").text(39)).isEqualTo("00");
    assertThat(acquirer.manage("002").text(39)).isEqualTo("00");
    assertThat(acquirer.manage("999").text(39)).isEqualTo("40");
  }

  @Test
  void anApprovedPurchaseMovesTheMoneyAndItsAnswerCarriesDateAuthorizationAndMac()
      throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 12_34);
    IsoMessage answer = acquirer.ask(purchase);

    assertThat(answer.mti()).isEqualTo(Mti.FINANCIAL.answer());
    assertThat(answer.text(39)).isEqualTo("00");
    assertThat(answer.text(15)).isEqualTo("1122");
    assertThat(answer.text(38)).hasSize(6);
    assertThat(answer.text(100)).isEqualTo("01020000");
    for (int field : new int[] {2, 3, 4, 7, 11, 32, 33, 37, 41, 42, 49}) {
      assertThat(answer.text(field)).as("field %d", field).isEqualTo(purchase.text(field));
    }
    assertThat(acquirer.macIsRight(answer)).isTrue();
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 12_34);
  }

  @Test
  void aBalanceInquiryTellsWhatIsLeft() throws Exception {
    acquirer.ask(acquirer.purchase(CARD, 1_00));

    IsoMessage answer = acquirer.ask(acquirer.balance(CARD));

    assertThat(answer.text(54)).isEqualTo("1002156C" + "009999999900");
  }

  @Test
  void aWrongPinIsRefusedThreeTimesAndThenEveryPinIs() throws Exception {
    for (int i = 0; i < 3; i++) {
      IsoMessage wrong = acquirer.purchaseWithoutPin(CARD, 1_00);
      assertThat(acquirer.codeOf(acquirer.withPin(wrong, CARD, "999999"))).isEqualTo("55");
    }
    assertThat(acquirer.codeOf(acquirer.purchase(CARD, 1_00))).isEqualTo("75");

    acceptDayCut(TODAY.plusDays(1));
    assertThat(acquirer.codeOf(acquirer.purchase(CARD, 1_00))).isEqualTo("00");
  }

  @Test
  void aPinBlockOfAnotherCardIsNoPin() throws Exception {
    IsoMessage purchase = acquirer.purchaseWithoutPin(CARD, 1_00);
    acquirer.withPin(purchase, TestCards.CREDIT, "123456");

    assertThat(acquirer.codeOf(purchase)).isIn("55", "99");
  }

  @Test
  void anyLuhnValidCardUnderABinHasAnAccountAndOthersHaveNot() throws Exception {
    DemoCard unknown = TestCards.card("62162600000000000", "123456", CardProduct.DEBIT);
    DemoCard nobody = TestCards.card("99999900000000000", "123456", CardProduct.DEBIT);

    assertThat(acquirer.codeOf(acquirer.purchase(unknown, 1_00))).isEqualTo("00");
    assertThat(scheme.balanceFen(unknown.pan())).isEqualTo(OPENING - 1_00);
    assertThat(acquirer.codeOf(acquirer.purchase(nobody, 1_00))).isEqualTo("14");
  }

  @Test
  void moreThanIsThereIsRefused() throws Exception {
    assertThat(acquirer.codeOf(acquirer.purchase(CARD, OPENING + 1))).isEqualTo("51");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void theLastTwoDigitsOfAPurchaseProvokeTheirCode() throws Exception {
    for (int code : new int[] {51, 54, 55, 61, 62, 65, 75, 91, 96}) {
      assertThat(acquirer.codeOf(acquirer.purchase(CARD, 100 + code)))
          .isEqualTo(Integer.toString(code));
    }
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void ninetyEightMovesTheMoneyAndSaysNothing() throws Exception {
    assertThat(acquirer.ask(acquirer.purchase(CARD, 1_98), A_WHILE)).isNull();
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 1_98);
  }

  @Test
  void ninetySevenAnswersLate() throws Exception {
    assertThat(acquirer.ask(acquirer.purchase(CARD, 1_97), A_WHILE)).isNull();
    assertThat(acquirer.next(TestAcquirer.SOON).text(39)).isEqualTo("00");
  }

  @Test
  void ninetyNineAnswersTwiceAndMovesTheMoneyOnce() throws Exception {
    IsoMessage first = acquirer.ask(acquirer.purchase(CARD, 1_99));
    IsoMessage second = acquirer.next(TestAcquirer.SOON);

    assertThat(second.text(38)).isEqualTo(first.text(38));
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 1_99);
  }

  @Test
  void ninetyFourBreaksTheConnectionInTheMiddleOfTheAnswer() throws Exception {
    acquirer.send(acquirer.sealed(acquirer.purchase(CARD, 1_94)));

    assertThat(acquirer.ending()).isEqualTo(Ending.TRUNCATED);
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 1_94);
  }

  @Test
  void theSameRequestAgainGetsTheSameAnswerAndHasNoSecondEffect() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    IsoMessage first = acquirer.ask(purchase);
    IsoMessage second = acquirer.ask(purchase);

    assertThat(second.text(39)).isEqualTo("00");
    assertThat(second.text(38)).isEqualTo(first.text(38));
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 10_00);
  }

  @Test
  void theSameIdentityWithAnotherAmountIsRefused() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);

    assertThat(acquirer.codeOf(purchase.set(4, "000000000999"))).isEqualTo("94");
  }

  @Test
  void aReversalUndoesItsOriginalExactlyOnce() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);
    IsoMessage reversal = acquirer.reversalOf(purchase);

    assertThat(acquirer.codeOf(reversal)).isEqualTo("00");
    assertThat(acquirer.codeOf(reversal)).isEqualTo("00");
    assertThat(acquirer.codeOf(acquirer.reversalOf(purchase))).isEqualTo("00");

    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void aRepeatedReversalMayCarryTheRepeatType() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);
    IsoMessage reversal = acquirer.reversalOf(purchase);
    acquirer.ask(reversal);
    IsoMessage repeat = new IsoMessage(new Mti("0421"));
    for (int field : reversal.fields()) {
      repeat.set(field, reversal.text(field));
    }

    IsoMessage answer = acquirer.ask(repeat);

    assertThat(answer.mti()).isEqualTo(new Mti("0430"));
    assertThat(answer.text(39)).isEqualTo("00");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void aReversalThatOvertakesItsOriginalIsRemembered() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);

    assertThat(acquirer.codeOf(acquirer.reversalOf(purchase))).isEqualTo("25");
    assertThat(acquirer.codeOf(purchase)).isEqualTo("12");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void theReversalOfADeclinedPurchaseHasNothingToUndo() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 1_51);
    acquirer.ask(purchase);

    assertThat(acquirer.codeOf(acquirer.reversalOf(purchase))).isEqualTo("00");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void aVoidGivesTheWholePurchaseBackOnce() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);

    assertThat(acquirer.codeOf(acquirer.voidOf(purchase, CARD))).isEqualTo("00");
    assertThat(acquirer.codeOf(acquirer.voidOf(purchase, CARD))).isEqualTo("12");
    assertThat(acquirer.codeOf(acquirer.reversalOf(purchase))).isEqualTo("12");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void theReversalOfAVoidBringsThePurchaseBack() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);
    IsoMessage voided = acquirer.voidOf(purchase, CARD);
    acquirer.ask(voided);

    assertThat(acquirer.codeOf(acquirer.reversalOf(voided))).isEqualTo("00");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 10_00);
    assertThat(acquirer.codeOf(acquirer.voidOf(purchase, CARD))).isEqualTo("00");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void voidsAndRefundsAreCheckedAgainstTheirOriginal() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);
    IsoMessage never = acquirer.purchase(CARD, 10_00);

    assertThat(acquirer.codeOf(acquirer.voidOf(never, CARD))).isEqualTo("25");
    assertThat(acquirer.codeOf(acquirer.voidOf(purchase, TestCards.CREDIT))).isEqualTo("12");
    assertThat(acquirer.codeOf(acquirer.voidOf(purchase, CARD).set(4, "000000000999")))
        .isEqualTo("64");
    IsoMessage nameless = acquirer.voidOf(purchase, CARD);
    assertThat(acquirer.codeOf(nameless.unset(90))).isEqualTo("30");
  }

  @Test
  void refundsNeverAddUpToMoreThanTheirOriginal() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);

    assertThat(acquirer.codeOf(acquirer.refundOf(purchase, CARD, 6_00))).isEqualTo("00");
    assertThat(acquirer.codeOf(acquirer.refundOf(purchase, CARD, 4_01))).isEqualTo("64");
    assertThat(acquirer.codeOf(acquirer.refundOf(purchase, CARD, 4_00))).isEqualTo("00");
    assertThat(acquirer.codeOf(acquirer.voidOf(purchase, CARD))).isEqualTo("12");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void aWrongMacIsRefusedAndNoMacIsTaken() throws Exception {
    IsoMessage tampered = acquirer.sealed(acquirer.purchase(CARD, 10_00)).set(4, "000000000001");
    acquirer.send(tampered);
    assertThat(acquirer.next(TestAcquirer.SOON).text(39)).isEqualTo("A0");

    acquirer.send(acquirer.purchase(CARD, 10_00));
    assertThat(acquirer.next(TestAcquirer.SOON).text(39)).isEqualTo("00");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 10_00);
    assertThat(scheme.statistics().wrongMacs()).isEqualTo(1);
  }

  @Test
  void unreadableFramesAreCountedAndNothingElse() throws Exception {
    acquirer.sendBytes(new byte[] {1, 2, 3});
    acquirer.sendBytes(new byte[400]);

    assertThat(acquirer.manage("301").text(39)).isEqualTo("00");
    assertThat(scheme.statistics().malformed()).isEqualTo(2);
  }

  @Test
  void rulesComeBeforeMagicAndUseThemselvesUp() throws Exception {
    scheme.rules(
        List.of(
            Rule.forType("0420", Treatment.decline("96"), 2),
            Rule.parse("0200,000000,621626,98,*,*,normal"),
            Rule.parse("0200,*,*,*,*,*,wrong-amount,1"),
            Rule.parse("0200,*,*,*,*,*,wrong-mac,1"),
            Rule.parse("0200,*,*,*,*,*,drop,1")));
    IsoMessage magic = acquirer.purchase(CARD, 1_98);
    assertThat(acquirer.codeOf(magic)).isEqualTo("00");

    IsoMessage reversal = acquirer.reversalOf(magic);
    assertThat(acquirer.codeOf(reversal)).isEqualTo("96");
    assertThat(acquirer.codeOf(reversal)).isEqualTo("96");
    assertThat(acquirer.codeOf(reversal)).isEqualTo("00");

    assertThat(acquirer.ask(acquirer.purchase(CARD, 5_00)).text(4)).isEqualTo("000000000501");
    assertThat(acquirer.macIsRight(acquirer.ask(acquirer.purchase(CARD, 5_00)))).isFalse();
    assertThat(acquirer.ask(acquirer.purchase(CARD, 5_00), A_WHILE)).isNull();
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 10_00);
  }

  @Test
  void aRefundWhoseAnswerWasLostIsAnsweredWhenItIsAskedAgain() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);
    scheme.rules(List.of(Rule.forType("0220", Treatment.of(Delivery.SILENT), 1)));
    IsoMessage refund = acquirer.refundOf(purchase, CARD, 10_00);

    assertThat(acquirer.ask(refund, A_WHILE)).isNull();
    assertThat(acquirer.codeOf(refund)).isEqualTo("00");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING);
  }

  @Test
  void aRulesFileIsReadAgainWhenItChanges() throws Exception {
    Files.writeString(directory.resolve("rules.csv"), "# all purchases\n0200,*,*,*,*,*,62\n");

    Awaitility.await()
        .atMost(TestAcquirer.SOON)
        .until(() -> acquirer.codeOf(acquirer.purchase(CARD, 1_00)).equals("62"));
  }

  @Test
  void theDayCutIsAnnouncedAndMovesTheClearingDate() throws Exception {
    acceptDayCut(TODAY.plusDays(1));

    assertThat(scheme.clearingDate()).isEqualTo(TODAY.plusDays(1));
    assertThat(acquirer.ask(acquirer.purchase(CARD, 1_00)).text(15)).isEqualTo("1123");
    assertThatThrownBy(() -> scheme.dayCut(TODAY)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void newKeysAreTakenIntoUseWhenAcceptedAndSurviveARestart() throws Exception {
    ClearKey pinKey = takeNewKey(true);
    acquirer.use(pinKey, TestAcquirer.ZAK);
    ClearKey macKey = takeNewKey(false);
    acquirer.use(pinKey, macKey);

    IsoMessage answer = acquirer.ask(acquirer.purchase(CARD, 1_00));
    assertThat(answer.text(39)).isEqualTo("00");
    assertThat(acquirer.macIsRight(answer)).isTrue();

    restart();
    acquirer.use(pinKey, macKey);
    acquirer.time("1122100000");
    answer = acquirer.ask(acquirer.purchase(CARD, 1_00));
    assertThat(answer.text(39)).isEqualTo("00");
    assertThat(acquirer.macIsRight(answer)).isTrue();
  }

  @Test
  void whatWasAnsweredSurvivesARestart() throws Exception {
    IsoMessage kept = acquirer.purchase(CARD, 10_00);
    IsoMessage reversed = acquirer.purchase(CARD, 20_00);
    IsoMessage never = acquirer.purchase(CARD, 30_00);
    String authorization = acquirer.ask(kept).text(38);
    acquirer.ask(reversed);
    acquirer.ask(acquirer.reversalOf(reversed));
    acquirer.ask(acquirer.reversalOf(never));

    restart();

    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 10_00);
    assertThat(acquirer.ask(kept).text(38)).isEqualTo(authorization);
    assertThat(acquirer.codeOf(never)).isEqualTo("12");
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 10_00);
  }

  @Test
  void aLogTornByAKillIsMadeWholeFromTheState() throws Exception {
    acquirer.ask(acquirer.purchase(CARD, 10_00));
    acquirer.ask(acquirer.purchase(CARD, 11_00));
    acquirer.close();
    scheme.close();
    Path log = directory.resolve("scheme.csv");
    String whole = Files.readString(log);
    Files.writeString(log, whole.substring(0, whole.length() - 60));
    Path state = directory.resolve("scheme.state");
    Files.writeString(state, Files.readString(state) + "E,2026-11-22T09:00:00Z,FIR");

    scheme = open();
    acquirer = new TestAcquirer(scheme.port());

    assertThat(Files.readString(log)).isEqualTo(whole);
    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - 21_00);
  }

  @Test
  void aStateOfAnotherVersionIsRefusedAndLeftAsItIs() throws Exception {
    acquirer.close();
    scheme.close();
    Path state = directory.resolve("scheme.state");
    Files.writeString(state, "S,1,00112233445566778899AABBCCDDEEFF\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(SchemeException.class)
        .hasMessageContaining("does not begin like a scheme's state of this version");
    assertThat(Files.readString(state)).startsWith("S,1,");

    Files.delete(state);
    Files.delete(directory.resolve("scheme.csv"));
    scheme = open();
    acquirer = new TestAcquirer(scheme.port());
  }

  @Test
  void theLogHasALinePerMessageAndNoFileHasACardNumber() throws Exception {
    IsoMessage purchase = acquirer.purchase(CARD, 10_00);
    acquirer.ask(purchase);
    acquirer.ask(acquirer.reversalOf(purchase));
    acquirer.ask(acquirer.balance(CARD));
    scheme.close();

    List<String> lines = Files.readAllLines(directory.resolve("scheme.csv"));
    assertThat(lines.getFirst()).isEqualTo("at,mti,pcode,f7,f11,f32,f37,f41,f42,amount,f39,effect");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1))
        .endsWith(
            ",0200,000000,1122090000,000001,49000000,RRN000000001,10000001,490100058120001,"
                + "1000,00,debit");
    assertThat(lines.get(2)).endsWith(",1000,00,credit");
    assertThat(lines.get(3)).endsWith(",0,00,none");
    for (String file : List.of("scheme.csv", "scheme.state")) {
      assertThat(Files.readString(directory.resolve(file)))
          .doesNotContain(CARD.pan().clear())
          .doesNotContain(HexFormat.of().withUpperCase().formatHex(TestAcquirer.ZPK.clear()));
    }
  }

  @Test
  void thousandsOfMessagesAtOnceAreAllAnsweredAndWritten() throws Exception {
    int count = 5_000;
    for (int i = 0; i < count; i++) {
      acquirer.send(acquirer.sealed(acquirer.purchase(CARD, 1_00)));
    }
    for (int i = 0; i < count; i++) {
      assertThat(acquirer.next(TestAcquirer.SOON).text(39)).isEqualTo("00");
    }

    assertThat(scheme.balanceFen(CARD.pan())).isEqualTo(OPENING - count * 1_00L);
    assertThat(Files.readAllLines(directory.resolve("scheme.csv"))).hasSize(count + 1);
  }

  private ClearKey takeNewKey(boolean pinKey) throws Exception {
    acquirer.manage("001");
    CompletableFuture<String> reset = scheme.resetKey(pinKey);
    IsoMessage order = acquirer.order();
    assertThat(order.text(70)).isEqualTo("101");
    assertThat(order.text(53)).startsWith(pinKey ? "1" : "2");
    byte[] zmk = new byte[24];
    System.arraycopy(TestAcquirer.ZMK.clear(), 0, zmk, 0, 16);
    System.arraycopy(TestAcquirer.ZMK.clear(), 0, zmk, 16, 8);
    Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(zmk, "DESede"));
    byte[] key = cipher.doFinal(HexFormat.of().parseHex(order.text(48).substring(2)));
    acquirer.answer(order, "00");
    assertThat(reset.join()).isEqualTo("00");
    return new ClearKey(KeyAlgorithm.DES, key);
  }

  private void acceptDayCut(LocalDate next) throws Exception {
    acquirer.manage("001");
    CompletableFuture<Void> cut = scheme.dayCut(next);
    IsoMessage begins = acquirer.order();
    assertThat(begins.text(70)).isEqualTo("201");
    acquirer.answer(begins, "00");
    IsoMessage ends = acquirer.order();
    assertThat(ends.text(70)).isEqualTo("202");
    acquirer.answer(ends, "00");
    cut.join();
  }

  private void restart() throws Exception {
    acquirer.close();
    scheme.close();
    scheme = open();
    acquirer = new TestAcquirer(scheme.port());
  }

  private SchemeSimulator open() throws Exception {
    SchemeConfig config =
        SchemeConfig.of(
            "127.0.0.1",
            0,
            new LinkKeys(TestAcquirer.ZMK, TestAcquirer.ZPK, TestAcquirer.ZAK),
            TestCards.ALL,
            List.of(
                new SchemeBin("621626", CardProduct.DEBIT, "01020000"),
                new SchemeBin("622155", CardProduct.CREDIT, "01030000")),
            TODAY,
            directory,
            directory.resolve("inbox"),
            Duration.ofMillis(600));
    return SchemeSimulator.start(
        config, Dialects.cups(), Clock.systemUTC(), new SplittableRandom(5));
  }
}
