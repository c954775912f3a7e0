package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.message.Pan;
import io.oneclear.message.ProtectedPan;
import io.oneclear.security.SecurityModuleException.Reason;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PanProtectionTest {

  private static final Pan PAN = new Pan("6212345678901232");
  private static final MasterKey SECRET =
      MasterKey.parse("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
  private static final MasterKey NEWER =
      MasterKey.parse("F00102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");

  private final Random random = new Random(1);
  private final PanProtection protection = PanProtection.of(SECRET, random);

  @Test
  void hashAndCiphertextAreWhatAnIndependentProgramComputes() {
    ProtectedPan pan = PanProtection.of(SECRET, new Counting()).protect(PAN);
    assertThat(Vectors.hex(pan.hash()).toLowerCase(Locale.ROOT))
        .isEqualTo("507b8c0c3aadfd7ad29ee518aebbe358c73a610aa6ab07ce165b9c58e7b7afba");
    assertThat(Vectors.hex(pan.cipher()).toLowerCase(Locale.ROOT))
        .isEqualTo(
            "101112131415161718191a1bcc40039e75a1090f60241139ec3d542fd0d19b2ca8596d38e9016f2f639b"
                + "7d4b");
  }

  @Test
  void aProtectedNumberComesBackAndPrintsMasked() {
    ProtectedPan pan = protection.protect(PAN);
    assertThat(protection.reveal(pan)).isEqualTo(PAN);
    assertThat(pan.toString()).isEqualTo("621234******1232");
    assertThat(pan.keyId()).isEqualTo(1);
  }

  @Test
  void theSameCardHasOneHashAndNeverTheSameCiphertext() {
    ProtectedPan first = protection.protect(PAN);
    ProtectedPan second = protection.protect(PAN);
    assertThat(first.sameCard(second)).isTrue();
    assertThat(first.hash()).isEqualTo(protection.hash(PAN));
    assertThat(first.cipher()).isNotEqualTo(second.cipher());
    assertThat(protection.hash(new Pan("6212345678901233"))).isNotEqualTo(first.hash());
  }

  @Test
  void anotherSecretGivesAnotherHash() {
    assertThat(PanProtection.of(NEWER, random).hash(PAN)).isNotEqualTo(protection.hash(PAN));
  }

  @Test
  void aDamagedOrMovedCiphertextIsRefused() {
    ProtectedPan pan = protection.protect(PAN);
    ProtectedPan other = protection.protect(new Pan("6259998765432107"));
    assertRefused(new ProtectedPan(other.hash(), pan.cipher(), 1, pan.masked()));
    assertRefused(new ProtectedPan(pan.hash(), pan.cipher(), 2, pan.masked()));
    assertRefused(new ProtectedPan(pan.hash(), new byte[28], 1, pan.masked()));
    for (int i = 0; i < pan.cipher().length; i++) {
      byte[] damaged = pan.cipher().clone();
      damaged[i] ^= 1;
      assertRefused(new ProtectedPan(pan.hash(), damaged, 1, pan.masked()));
    }
    assertThat(protection.reveal(pan)).isEqualTo(PAN);
  }

  @Test
  void rotationKeepsHashesAndReadsOldCiphertexts() {
    ProtectedPan old = protection.protect(PAN);
    PanProtection rotated = new PanProtection(SECRET, Map.of(1, SECRET, 2, NEWER), random);
    assertThat(rotated.reveal(old)).isEqualTo(PAN);
    assertThat(rotated.isCurrent(old)).isFalse();
    ProtectedPan renewed = rotated.renew(old);
    assertThat(renewed.keyId()).isEqualTo(2);
    assertThat(renewed.sameCard(old)).isTrue();
    assertThat(rotated.renew(renewed)).isSameAs(renewed);
    PanProtection without = new PanProtection(SECRET, Map.of(2, NEWER), random);
    assertThat(without.reveal(renewed)).isEqualTo(PAN);
    assertThatThrownBy(() -> without.reveal(old)).hasMessageContaining("key id 1");
  }

  @Test
  void keysThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new PanProtection(SECRET, Map.of(), random))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PanProtection(SECRET, Map.of(0, SECRET), random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyThreadsProtectAndRevealAtOnce() throws InterruptedException, ExecutionException {
    byte[] hash = protection.hash(PAN);
    Callable<Integer> work =
        () -> {
          int failures = 0;
          for (int i = 0; i < 2_000; i++) {
            ProtectedPan pan = protection.protect(PAN);
            boolean right = Arrays.equals(hash, pan.hash()) && protection.reveal(pan).equals(PAN);
            failures += right ? 0 : 1;
          }
          return failures;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      for (Future<Integer> failures : threads.invokeAll(Collections.nCopies(12, work))) {
        assertThat(failures.get()).isZero();
      }
    }
  }

  private void assertRefused(ProtectedPan pan) {
    assertThatThrownBy(() -> protection.reveal(pan))
        .isInstanceOfSatisfying(
            SecurityModuleException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY))
        .hasMessageNotContaining("6212");
  }

  /** Draws the bytes 10, 11, 12 … */
  private static final class Counting implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new AssertionError("only bytes are drawn");
    }

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (0x10 + i);
      }
    }
  }
}
