package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.security.SecurityModuleException.Reason;
import io.oneclear.security.SoftwareSecurityModule.SelfTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A module that finds out that it computes wrongly is not trusted again. */
class SelfTestTest {

  private static final byte[] DATA = new byte[100];

  private final Random random = new Random(140);
  private final MasterKey lmk = MasterKey.random(random);
  private final KeyCeremony ceremony = new KeyCeremony(lmk, random);
  private final KeyBlock tmk = ceremony.wrap(KeyUsage.KEY_ENCRYPTION, ceremony.newKey(16));
  private final KeyBlock mak = ceremony.wrap(KeyUsage.MAC, ceremony.newKey(16));
  private final ClearKey clearPik = ceremony.newKey(16);
  private final KeyBlock pik = ceremony.wrap(KeyUsage.PIN_ENCRYPTION, clearPik);

  private final List<String> wrong = new ArrayList<>();

  @Test
  void everyKnownAnswerIsGiven() {
    assertThat(KnownAnswers.wrong()).isEmpty();
  }

  @Test
  void aModuleThatComputesRightlyAnswersAfterEveryTest() {
    SoftwareSecurityModule module =
        new SoftwareSecurityModule(lmk, SoftwareModuleConfig.DEFAULT, random);
    assertThat(module.testItself()).isTrue();
    assertThat(module.works()).isTrue();
    assertThat(module.failed()).isNotDone();
    questions(module).forEach(answer -> assertThat(answer).isCompleted());
  }

  @Test
  void aModuleThatComputesWronglyIsNotMadeAndNamesTheCipher() {
    wrong.add("triple DES");
    assertThatThrownBy(() -> module(() -> wrong))
        .isInstanceOfSatisfying(
            SecurityModuleException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
        .hasMessage(
            "the security module failed its self-test: wrong answers of triple DES; start this"
                + " program again, and if that does not help, on another JDK or machine");
  }

  @Test
  void aModuleThatFailedOnceAnswersNothingEverAgain() {
    SoftwareSecurityModule module = module(() -> wrong);
    assertThat(questions(module)).allSatisfy(answer -> assertThat(answer).isCompleted());

    wrong.add("DES");
    wrong.add("X9.19 MAC");
    assertThat(module.testItself()).isFalse();
    assertThat(module.failed()).isCompletedWithValue("wrong answers of DES, X9.19 MAC");
    assertOutOfOrder(module);

    wrong.clear();
    assertThat(module.testItself()).isFalse();
    assertThat(module.works()).isFalse();
    assertOutOfOrder(module);
  }

  @Test
  void workingKeysThatDoNotReadBackAreNotHandedOutAndPutTheModuleOutOfOrder() {
    SoftwareSecurityModule module =
        module(
            new SelfTest() {
              @Override
              public List<String> wrongAnswers() {
                return List.of();
              }

              @Override
              public boolean reads(Field62 written, byte[] field62) {
                field62[3] ^= 0x10;
                return written.reads(field62);
              }
            });
    CompletableFuture<?> keys = module.newWorkingKeys(KeyScheme.DOUBLE_DES, tmk);
    assertThat(keys).isCompletedExceptionally();
    assertThat(module.works()).isFalse();
    assertThat(module.testItself()).isFalse();
    assertOutOfOrder(module);
  }

  @Test
  void aFieldReadsBackOnlyWithEveryKeyAsItWasPutIn() {
    ClearKey transport = ceremony.newKey(16);
    Field62 field =
        new Field62(transport)
            .add(ceremony.newKey(16), 16)
            .add(ceremony.newKey(8), 16)
            .add(ceremony.newKey(16), 16);
    byte[] sent = field.bytes();
    assertThat(field.reads(sent)).isTrue();
    for (int at : new int[] {0, 15, 16, 19, 20, 27, 36, 40, 55, 59}) {
      byte[] damaged = sent.clone();
      damaged[at] ^= 0x10;
      assertThat(field.reads(damaged)).as("byte " + at).isFalse();
    }
    byte[] others =
        new Field62(transport)
            .add(ceremony.newKey(16), 16)
            .add(ceremony.newKey(8), 16)
            .add(ceremony.newKey(16), 16)
            .bytes();
    assertThat(field.reads(others)).isFalse();
  }

  private SoftwareSecurityModule module(SelfTest selfTest) {
    return new SoftwareSecurityModule(lmk, SoftwareModuleConfig.DEFAULT, random, selfTest);
  }

  private void assertOutOfOrder(SoftwareSecurityModule module) {
    assertThat(questions(module))
        .allSatisfy(
            answer -> {
              assertThat(answer).isCompletedExceptionally();
              assertThat(answer.exceptionNow())
                  .isInstanceOfSatisfying(
                      SecurityModuleException.class,
                      e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
            });
  }

  /** One of each kind; all of them are answered by a module that works. */
  private List<CompletableFuture<?>> questions(SecurityModule module) {
    Pan pan = new Pan("1234567890123456");
    PinBlock block =
        TerminalKeys.of(clearPik, ceremony.newKey(16), null)
            .encryptPin(PinFormat.ISO0, new ClearPin("123456"), pan, random);
    return List.of(
        module.mac(MacAlgorithm.UNIONPAY_ECB, mak, DATA),
        module.verifyMac(MacAlgorithm.X9_19, mak, DATA, new byte[8]),
        module.translatePin(pik, PinFormat.ISO0, pik, PinFormat.ISO0, block, pan),
        module.newWorkingKeys(KeyScheme.DOUBLE_DES_WITH_TRACK_KEY, tmk),
        module.importKey(KeyUsage.MAC, tmk, new byte[16]),
        module.checkValue(KeyUsage.MAC, mak));
  }
}
