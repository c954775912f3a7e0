package io.oneclear.security.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

class DesKeyTest {

  private final Random random = new Random(20261126);

  @Test
  void everyLengthOfKeyAgreesWithThePlatformInBothDirectionsAndInAChain() {
    for (int length : new int[] {8, 16, 24}) {
      byte[] key = bytes(length);
      DesKey ours = new DesKey(key);
      String family = length == 8 ? "DES" : "DESede";
      byte[] material = length == 8 ? key : DesKey.tripleLength(key);
      for (int blocks = 1; blocks <= 40; blocks++) {
        byte[] data = bytes(8 * blocks);
        byte[] encrypted = Jca.run(Jca.ecb(Cipher.ENCRYPT_MODE, family, material), data);
        byte[] chained = Jca.run(Jca.cbc(Cipher.ENCRYPT_MODE, family, material, new byte[8]), data);
        assertThat(ours.encrypt(data)).isEqualTo(encrypted);
        assertThat(ours.decrypt(encrypted)).isEqualTo(data);
        assertThat(ours.cbcMac(data))
            .isEqualTo(Arrays.copyOfRange(chained, chained.length - 8, chained.length));
      }
    }
  }

  @Test
  void aRetailMacIsSingleDesUpToTheLastBlockAndTheWholeKeyOnIt() {
    byte[] key = bytes(16);
    DesKey left = new DesKey(Arrays.copyOf(key, 8));
    DesKey right = new DesKey(Arrays.copyOfRange(key, 8, 16));
    for (int length = 1; length < 200; length++) {
      byte[] data = bytes(length);
      byte[] last = left.cbcMac(MacPadding.ZEROS.pad(data));
      assertThat(new DesKey(key).retailMac(data)).isEqualTo(left.encrypt(right.decrypt(last)));
    }
  }

  @Test
  void manyThreadsMayShareAKeyThatNobodyHasUsedBefore() {
    byte[] data = bytes(800);
    for (int round = 0; round < 50; round++) {
      byte[] secret = bytes(16);
      DesKey key = new DesKey(secret);
      byte[] encrypted = new DesKey(secret).encrypt(data);
      boolean same =
          IntStream.range(0, 64)
              .parallel()
              .allMatch(
                  _ ->
                      Arrays.equals(key.encrypt(data), encrypted)
                          && Arrays.equals(key.decrypt(encrypted), data));
      assertThat(same).isTrue();
    }
  }

  @Test
  void anythingButWholeBlocksIsRefused() {
    DesKey key = new DesKey(bytes(8));
    assertThatThrownBy(() -> key.encrypt(new byte[9]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("whole blocks");
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
