package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.KeyBlock;
import io.oneclear.message.Pan;
import io.oneclear.message.PinBlock;
import io.oneclear.message.pos.KeyScheme;
import io.oneclear.security.SecurityModule.WorkingKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must never show, and how it is compared. */
class SecretsTest {

  private static final String KEY = "807A23AD32B36D457AE91FDF927570EA";

  private final Random random = new Random(9);
  private final MasterKey lmk = MasterKey.random(random);
  private final KeyCeremony ceremony = new KeyCeremony(lmk, random);
  private final SoftwareSecurityModule module =
      new SoftwareSecurityModule(lmk, SoftwareModuleConfig.DEFAULT, random);

  @Test
  void everySecretPrintsMasked() {
    ClearKey key = ClearKey.des(KEY);
    assertThat(key.toString()).isEqualTo("ClearKey[DES 16 bytes]");
    assertThat(ClearKey.randomAes(32, random).toString()).isEqualTo("ClearKey[AES 32 bytes]");
    assertThat(new ClearPin("123456").toString()).isEqualTo("****");
    assertThat(lmk.toString()).isEqualTo("MasterKey[****]");
    assertThat(TerminalKeys.of(key, key, key).toString()).isEqualTo("TerminalKeys[****]");
    assertThat(new SchemeKeys(key, key).toString()).isEqualTo("SchemeKeys[****]");
    KeyBlock block = ceremony.wrap(KeyUsage.MAC, key);
    assertThat(block.toString()).isEqualTo("KeyBlock[D0112M0TC00N0000…]");
    WorkingKeys keys =
        module
            .newWorkingKeys(KeyScheme.DOUBLE_DES, ceremony.wrap(KeyUsage.KEY_ENCRYPTION, key))
            .join();
    assertThat(keys.toString())
        .doesNotContain(Vectors.hex(keys.field62()))
        .doesNotContain(keys.macKey().text());
  }

  @Test
  void badInputIsRefusedWithoutRepeatingIt() {
    for (Runnable bad :
        List.<Runnable>of(
            () -> ClearKey.des("807A23AD32B36D4G"),
            () -> ClearKey.des("807A23AD32B36D45AA"),
            () -> ClearKey.aes("807A23AD32B36D45"),
            () -> MasterKey.parse("807A23AD32B36D45"),
            () -> new ClearPin("80723" + "A"),
            () -> new ClearPin("807"),
            () -> new ClearPin("8072345678901"))) {
      assertThatThrownBy(bad::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("807")
          .hasNoCause();
    }
  }

  @Test
  void refusalsCarryNoKeyPinOrCard() {
    KeyBlock pin = ceremony.wrap(KeyUsage.PIN_ENCRYPTION, ClearKey.des(KEY));
    Pan pan = new Pan("6212345678901232");
    Throwable refusal =
        module
            .translatePin(pin, PinFormat.ISO0, pin, PinFormat.ISO0, new PinBlock(new byte[8]), pan)
            .exceptionNow();
    assertThat(refusal).hasMessageContaining("PIN block refused").hasNoCause();
    assertThat(refusal.getMessage()).doesNotContainPattern("\\d{3}");
    Throwable damaged =
        module
            .mac(MacAlgorithm.X9_19, new KeyBlock(pin.text().substring(0, 100)), new byte[8])
            .exceptionNow();
    assertThat(damaged.getMessage() + damaged.getCause().getMessage())
        .doesNotContainPattern("[0-9A-F]{8}");
  }

  @Test
  void randomDesKeysHaveOddParityAndDifferentParts() {
    for (int i = 0; i < 200; i++) {
      byte[] key = ceremony.newKey(24).clear();
      for (byte b : key) {
        assertThat(Integer.bitCount(b & 0xFF) % 2).isEqualTo(1);
      }
    }
    assertThat(ceremony.newKey(16)).isNotEqualTo(ceremony.newKey(16));
  }

  @Test
  void secretsAreComparedInConstantTime() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<String> early =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .filter(SecretsTest::leavesAtTheFirstDifference)
              .map(file -> file.getFileName().toString())
              .toList();
      // ClearKey compares the parts of a fresh key, which nobody else has seen.
      assertThat(early).containsExactly("ClearKey.java");
    }
  }

  private static boolean leavesAtTheFirstDifference(Path file) {
    try {
      return Files.readString(file).contains("Arrays.equals(");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
