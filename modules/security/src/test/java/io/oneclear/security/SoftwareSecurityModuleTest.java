package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.security.SecurityModule.WorkingKeys;
import io.oneclear.security.SecurityModuleException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SoftwareSecurityModuleTest {

  private static final Pan PAN = new Pan("1234567890123456");
  private static final ClearPin PIN = new ClearPin("123456");
  private static final byte[] DATA =
      "0200 a purchase, more or less".getBytes(StandardCharsets.US_ASCII);

  private final Random random = new Random(42);
  private final MasterKey lmk = MasterKey.random(random);
  private final KeyCeremony ceremony = new KeyCeremony(lmk, random);
  private final SoftwareSecurityModule module =
      new SoftwareSecurityModule(lmk, SoftwareModuleConfig.DEFAULT, random);

  private final ClearKey tmk = ceremony.newKey(16);
  private final ClearKey pik = ClearKey.des("807A23AD32B36D457AE91FDF927570EA");
  private final ClearKey mak = ceremony.newKey(16);
  private final ClearKey zpk = ceremony.newKey(16);
  private final KeyBlock tmkBlock = ceremony.wrap(KeyUsage.KEY_ENCRYPTION, tmk);
  private final KeyBlock pikBlock = ceremony.wrap(KeyUsage.PIN_ENCRYPTION, pik);
  private final KeyBlock makBlock = ceremony.wrap(KeyUsage.MAC, mak);
  private final KeyBlock zpkBlock = ceremony.wrap(KeyUsage.PIN_ENCRYPTION, zpk);

  @Test
  void publishedMacsComputeThroughTheModule() {
    for (JsonNode entry : Vectors.all("mac.json", 11)) {
      if (entry.has("algorithm") && !"23".contains(entry.required("padding").asText())) {
        MacAlgorithm algorithm = MacAlgorithm.valueOf(Vectors.text(entry, "algorithm"));
        String key =
            entry.has("key")
                ? Vectors.text(entry, "key")
                : Vectors.text(entry, "key1").substring(16)
                    + Vectors.text(entry, "key2").substring(16);
        KeyBlock block = ceremony.wrap(KeyUsage.MAC, ClearKey.des(key));
        byte[] data = Vectors.bytes(entry, "data");
        byte[] mac = module.mac(algorithm, block, data).join();
        assertThat(Vectors.hex(mac)).isEqualTo(Vectors.text(entry, "mac"));
        assertThat(module.verifyMac(algorithm, block, data, mac).join()).isTrue();
      }
    }
  }

  @Test
  void aWrongMacOrAnotherLengthIsNoMac() {
    byte[] mac = module.mac(MacAlgorithm.UNIONPAY_ECB, makBlock, DATA).join();
    assertThat(verify(mac)).isTrue();
    assertThat(verify(new byte[0])).isFalse();
    assertThat(verify(new byte[] {mac[0], mac[1], mac[2], mac[3]})).isFalse();
    for (int i = 0; i < mac.length; i++) {
      byte[] wrong = mac.clone();
      wrong[i] ^= 1;
      assertThat(verify(wrong)).isFalse();
    }
  }

  @Test
  void aPinComesOutUnderTheOtherKey() {
    JsonNode published =
        Vectors.ofKind(Vectors.all("pinblock.json", 16), "encode_encrypt", 2).getLast();
    PinBlock fromTerminal = new PinBlock(Vectors.bytes(published, "encrypted_block"));
    PinBlock toLink =
        module
            .translatePin(pikBlock, PinFormat.ISO0, zpkBlock, PinFormat.ISO0, fromTerminal, PAN)
            .join();
    assertThat(toLink).isNotEqualTo(fromTerminal);
    assertThat(scheme().openPin(PinFormat.ISO0, toLink, PAN)).isEqualTo(PIN);
  }

  @Test
  void aPinWithoutCardNumberIsBoundToItOnTheWay() {
    PinBlock fromTerminal = terminal().encryptPin(PinFormat.X98_NO_PAN, PIN, null, random);
    PinBlock toLink = translate(PinFormat.X98_NO_PAN, PinFormat.ISO0, fromTerminal).join();
    assertThat(scheme().openPin(PinFormat.ISO0, toLink, PAN)).isEqualTo(PIN);
  }

  @Test
  void aPinIsNeverTakenFromItsCardNumber() {
    PinBlock fromTerminal = terminal().encryptPin(PinFormat.ISO0, PIN, PAN, random);
    assertRefused(
        Reason.UNSUPPORTED, translate(PinFormat.ISO0, PinFormat.X98_NO_PAN, fromTerminal));
    assertRefused(Reason.UNSUPPORTED, translate(PinFormat.ISO3, PinFormat.ISO2, fromTerminal));
  }

  @Test
  void aPinGoesFromTripleDesToAesFormatFour() throws Exception {
    ClearKey aes = ClearKey.randomAes(32, random);
    KeyBlock aesBlock = ceremony.wrap(KeyUsage.PIN_ENCRYPTION, aes);
    PinBlock fromTerminal = terminal().encryptPin(PinFormat.ISO0, PIN, PAN, random);
    PinBlock block =
        module
            .translatePin(pikBlock, PinFormat.ISO0, aesBlock, PinFormat.ISO4, fromTerminal, PAN)
            .join();
    assertThat(PinBlocks.decrypt(PinFormat.ISO4, aes.ready(), block.clear(), PAN))
        .isEqualTo(PIN.toDigits());
    assertRefused(
        Reason.BAD_KEY,
        module.translatePin(pikBlock, PinFormat.ISO0, zpkBlock, PinFormat.ISO4, block, PAN));
    assertRefused(
        Reason.BAD_KEY,
        module.translatePin(aesBlock, PinFormat.ISO0, zpkBlock, PinFormat.ISO0, block, PAN));
  }

  @Test
  void aBlockUnderAnotherKeyOrOfAnotherSizeIsNoPin() {
    TerminalKeys other = TerminalKeys.of(ceremony.newKey(16), mak, null);
    PinBlock wrongKey = other.encryptPin(PinFormat.ISO0, PIN, PAN, random);
    assertRefused(Reason.BAD_PIN_BLOCK, translate(PinFormat.ISO0, PinFormat.ISO0, wrongKey));
    assertRefused(
        Reason.BAD_PIN_BLOCK,
        translate(PinFormat.ISO0, PinFormat.ISO0, new PinBlock(new byte[16])));
    PinBlock right = terminal().encryptPin(PinFormat.ISO0, PIN, PAN, random);
    assertRefused(
        Reason.BAD_PIN_BLOCK,
        module.translatePin(pikBlock, PinFormat.ISO0, zpkBlock, PinFormat.ISO0, right, null));
  }

  @Test
  void aKeyDoesOnlyWhatItIsFor() {
    PinBlock block = terminal().encryptPin(PinFormat.ISO0, PIN, PAN, random);
    for (int round = 0; round < 2; round++) {
      assertRefused(Reason.BAD_KEY, module.mac(MacAlgorithm.X9_19, pikBlock, DATA));
      assertRefused(Reason.BAD_KEY, module.mac(MacAlgorithm.X9_19, tmkBlock, DATA));
      assertRefused(
          Reason.BAD_KEY,
          module.translatePin(makBlock, PinFormat.ISO0, zpkBlock, PinFormat.ISO0, block, PAN));
      assertRefused(
          Reason.BAD_KEY,
          module.translatePin(pikBlock, PinFormat.ISO0, makBlock, PinFormat.ISO0, block, PAN));
      assertRefused(Reason.BAD_KEY, module.newWorkingKeys(KeyScheme.DOUBLE_DES, pikBlock));
      assertRefused(Reason.BAD_KEY, module.importKey(KeyUsage.MAC, makBlock, new byte[16]));
      // Used rightly in between, so that the second round meets keys that are already open.
      assertThat(translate(PinFormat.ISO0, PinFormat.ISO0, block)).isCompleted();
      assertThat(module.mac(MacAlgorithm.X9_19, makBlock, DATA)).isCompleted();
    }
  }

  @Test
  void aRelabelledDamagedOrForeignKeyBlockOpensNothing() {
    KeyBlock relabelled = new KeyBlock(makBlock.text().replace("M0TC", "P0TB"));
    assertRefused(Reason.BAD_KEY, module.mac(MacAlgorithm.X9_19, relabelled, DATA));
    assertRefused(
        Reason.BAD_KEY,
        module.translatePin(
            relabelled, PinFormat.ISO0, zpkBlock, PinFormat.ISO0, new PinBlock(new byte[8]), PAN));
    KeyBlock foreign = new KeyCeremony(MasterKey.random(random), random).wrap(KeyUsage.MAC, mak);
    assertRefused(Reason.BAD_KEY, module.mac(MacAlgorithm.X9_19, foreign, DATA));
    assertRefused(
        Reason.BAD_KEY, module.mac(MacAlgorithm.X9_19, new KeyBlock("0123456789ABCDEF"), DATA));
    KeyBlock aes = ceremony.wrap(KeyUsage.MAC, ClearKey.randomAes(16, random));
    assertRefused(Reason.BAD_KEY, module.mac(MacAlgorithm.X9_19, aes, DATA));
    KeyBlock aesTmk = ceremony.wrap(KeyUsage.KEY_ENCRYPTION, ClearKey.randomAes(16, random));
    assertRefused(Reason.BAD_KEY, module.newWorkingKeys(KeyScheme.DOUBLE_DES, aesTmk));
  }

  @Test
  void signOnKeysAreTheSameInTheModuleAndInTheTerminal() {
    String[] table = {"SINGLE_DES 24 no", "DOUBLE_DES 40 no", "DOUBLE_DES_WITH_TRACK_KEY 60 yes"};
    for (String line : table) {
      String[] cell = line.split(" ", -1);
      boolean withTrackKey = cell[2].equals("yes");
      WorkingKeys keys = module.newWorkingKeys(KeyScheme.valueOf(cell[0]), tmkBlock).join();
      assertThat(keys.field62()).hasSize(Integer.parseInt(cell[1]));
      TerminalKeys terminal = TerminalKeys.open(tmk, keys.field62());
      assertThat(terminal.hasTrackKey()).isEqualTo(withTrackKey);
      assertThat(keys.trackKey() != null).isEqualTo(withTrackKey);

      byte[] mac = terminal.mac(DATA);
      assertThat(module.verifyMac(MacAlgorithm.UNIONPAY_ECB, keys.macKey(), DATA, mac).join())
          .isTrue();
      PinBlock block = terminal.encryptPin(PinFormat.ISO0, PIN, PAN, random);
      PinBlock translated =
          module
              .translatePin(keys.pinKey(), PinFormat.ISO0, zpkBlock, PinFormat.ISO0, block, PAN)
              .join();
      assertThat(scheme().openPin(PinFormat.ISO0, translated, PAN)).isEqualTo(PIN);
    }
  }

  @Test
  void everySignOnGetsOtherKeys() {
    WorkingKeys first = module.newWorkingKeys(KeyScheme.DOUBLE_DES, tmkBlock).join();
    WorkingKeys second = module.newWorkingKeys(KeyScheme.DOUBLE_DES, tmkBlock).join();
    assertThat(first.field62()).isNotEqualTo(second.field62());
    assertThat(first.macKey()).isNotEqualTo(second.macKey());
    assertThat(first.pinKey()).isNotEqualTo(first.macKey());
  }

  @Test
  void theUnpublishedSm4SignOnIsRefusedByName() {
    CompletableFuture<WorkingKeys> answer = module.newWorkingKeys(KeyScheme.SM4, tmkBlock);
    assertRefused(Reason.UNSUPPORTED, answer);
    assertThat(answer.exceptionNow()).hasMessageContaining("SM4");
  }

  @Test
  void aKeyUnderATransportKeyIsTakenInAndWorks() {
    ClearKey zmk = ceremony.newKey(16);
    KeyBlock zmkBlock = ceremony.wrap(KeyUsage.KEY_ENCRYPTION, zmk);
    for (int length : new int[] {8, 16, 24}) {
      ClearKey zak = ceremony.newKey(length);
      KeyBlock imported =
          module.importKey(KeyUsage.MAC, zmkBlock, SchemeKeys.encryptKey(zmk, zak)).join();
      byte[] mac = module.mac(MacAlgorithm.X9_19, imported, DATA).join();
      KeyBlock direct = ceremony.wrap(KeyUsage.MAC, zak);
      assertThat(module.verifyMac(MacAlgorithm.X9_19, direct, DATA, mac).join()).isTrue();
    }
    for (int length : new int[] {0, 7, 12, 32}) {
      assertRefused(Reason.BAD_KEY, module.importKey(KeyUsage.MAC, zmkBlock, new byte[length]));
    }
  }

  @Test
  void aCheckValueIsGivenForAKeyOfTheNamedUsageOnly() {
    assertThat(module.checkValue(KeyUsage.PIN_ENCRYPTION, pikBlock).join())
        .isEqualTo(Vectors.bytes("8D0A74B8"));
    assertRefused(Reason.BAD_KEY, module.checkValue(KeyUsage.MAC, pikBlock));
  }

  @Test
  void manyThreadsOnTheSameKeysGetTheRightAnswers()
      throws InterruptedException, ExecutionException {
    byte[] unionPay = module.mac(MacAlgorithm.UNIONPAY_ECB, makBlock, DATA).join();
    byte[] retail = module.mac(MacAlgorithm.X9_19, makBlock, DATA).join();
    PinBlock block = terminal().encryptPin(PinFormat.ISO0, PIN, PAN, random);
    PinBlock translated = translate(PinFormat.ISO0, PinFormat.ISO0, block).join();
    Callable<Boolean> work =
        () -> {
          boolean right = true;
          for (int i = 0; i < 2_000; i++) {
            right &= module.verifyMac(MacAlgorithm.X9_19, makBlock, DATA, retail).join();
            right &= module.verifyMac(MacAlgorithm.UNIONPAY_ECB, makBlock, DATA, unionPay).join();
            right &= translate(PinFormat.ISO0, PinFormat.ISO0, block).join().equals(translated);
          }
          return right;
        };
    List<Boolean> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
      for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(24, work))) {
        results.add(result.get());
      }
    }
    assertThat(results).hasSize(24).containsOnly(true);
  }

  @Test
  void moreKeysThanAreKeptStillWork() {
    SoftwareSecurityModule small =
        new SoftwareSecurityModule(lmk, new SoftwareModuleConfig(16), random);
    List<KeyBlock> blocks = new ArrayList<>();
    List<byte[]> macs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      blocks.add(ceremony.wrap(KeyUsage.MAC, ceremony.newKey(16)));
      macs.add(small.mac(MacAlgorithm.X9_19, blocks.get(i), DATA).join());
    }
    for (int i = 0; i < 50; i++) {
      assertThat(small.verifyMac(MacAlgorithm.X9_19, blocks.get(i), DATA, macs.get(i)).join())
          .isTrue();
    }
  }

  @Test
  void impossibleLimitsAreRefusedWithTheirNameAndRange() {
    assertThatThrownBy(() -> new SoftwareModuleConfig(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxOpenKeys: 1, allowed are 16 to 10000000");
  }

  private CompletableFuture<PinBlock> translate(PinFormat from, PinFormat to, PinBlock block) {
    return module.translatePin(pikBlock, from, zpkBlock, to, block, PAN);
  }

  private boolean verify(byte[] mac) {
    return module.verifyMac(MacAlgorithm.UNIONPAY_ECB, makBlock, DATA, mac).join();
  }

  private TerminalKeys terminal() {
    return TerminalKeys.of(pik, mak, null);
  }

  private SchemeKeys scheme() {
    return new SchemeKeys(zpk, mak);
  }

  private static void assertRefused(Reason reason, CompletableFuture<?> answer) {
    assertThat(answer).isCompletedExceptionally();
    assertThat(answer.exceptionNow())
        .isInstanceOfSatisfying(
            SecurityModuleException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
