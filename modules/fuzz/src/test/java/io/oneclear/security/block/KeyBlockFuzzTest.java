package io.oneclear.security.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneclear.fuzz.Refusals;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Timeout;

/** A key block (TR-31, X9.143) that another party hands over. */
class KeyBlockFuzzTest {

  private final KeyBlocks desKeys =
      new KeyBlocks(HexFormat.of().parseHex("89E88CF7931444F334BD7547FC3F380C"));
  private final KeyBlocks aesKeys =
      new KeyBlocks(
          HexFormat.of()
              .parseHex("88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6"));

  @Timeout(30)
  @FuzzTest
  void block(byte[] bytes) {
    String block = new String(bytes, StandardCharsets.ISO_8859_1);
    opened(desKeys, block);
    opened(aesKeys, block);
  }

  private static void opened(KeyBlocks keys, String block) {
    try {
      assertThat(keys.open(block).clear().length).isBetween(1, 1_024);
    } catch (BadKeyBlockException e) {
      Refusals.areClear(e);
    }
  }
}
