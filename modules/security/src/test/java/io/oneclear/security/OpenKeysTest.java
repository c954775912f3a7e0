package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.KeyBlock;
import io.oneclear.security.OpenKeys.OpenKey;
import io.oneclear.security.cipher.DesKey;
import org.junit.jupiter.api.Test;

class OpenKeysTest {

  private static final OpenKey KEY = new OpenKey(KeyUsage.MAC, new DesKey(new byte[8]));

  private final OpenKeys keys = new OpenKeys(100);

  @Test
  void neverMoreThanTheLimitIsKept() {
    for (int i = 0; i < 10_000; i++) {
      keys.keep(block(i), KEY);
      assertThat(keys.size()).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void whatIsUsedStaysAndWhatIsNotGoes() {
    keys.keep(block(0), KEY);
    keys.keep(block(1), KEY);
    for (int i = 2; i < 500; i++) {
      keys.keep(block(i), KEY);
      assertThat(keys.find(block(0))).as("after " + i).isSameAs(KEY);
    }
    assertThat(keys.find(block(1))).isNull();
    assertThat(keys.find(block(499))).isSameAs(KEY);
  }

  private static KeyBlock block(int number) {
    return new KeyBlock("D0112M0TC00N0000" + number);
  }
}
