package io.oneclear.security.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.security.Vectors;
import io.oneclear.security.block.BlockHeader.OptionalBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KeyBlocksTest {

  /** TR-31:2018 A.7.4 example 3, in many public programs. */
  private static final String AES_KBPK =
      "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";

  private static final String AES_KEY = "3F419E1CB7079442AA37474C2EFBF8B8";
  private static final String AES_PADDING = "1C2965473CE206BB855B01533782";
  private static final String AES_BLOCK =
      "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA"
          + "05F7425509593D03A457DC34";

  @Test
  void everyPublishedBlockOpensToItsKeyAndHeader() throws BadKeyBlockException {
    for (JsonNode entry : Vectors.all("tr31.json", 12)) {
      OpenedBlock opened =
          new KeyBlocks(Vectors.bytes(entry, "kbpk")).open(Vectors.text(entry, "key_block"));
      List<OptionalBlock> optional = new ArrayList<>();
      for (JsonNode block : entry.required("optional_blocks")) {
        optional.add(new OptionalBlock(Vectors.text(block, "id"), Vectors.text(block, "data")));
      }
      BlockHeader expected =
          new BlockHeader(
              Vectors.text(entry, "version").charAt(0),
              Vectors.text(entry, "usage"),
              Vectors.text(entry, "algorithm").charAt(0),
              Vectors.text(entry, "mode_of_use").charAt(0),
              Vectors.text(entry, "key_version"),
              Vectors.text(entry, "exportability").charAt(0),
              optional);
      assertThat(opened.header()).as(Vectors.text(entry, "name")).isEqualTo(expected);
      assertThat(Vectors.hex(opened.clear())).isEqualTo(Vectors.text(entry, "key"));
    }
  }

  @Test
  void thePublishedAesBlockOpens() throws BadKeyBlockException {
    OpenedBlock opened = new KeyBlocks(Vectors.bytes(AES_KBPK)).open(AES_BLOCK);
    assertThat(Vectors.hex(opened.clear())).isEqualTo(AES_KEY);
    assertThat(opened.header().usage()).isEqualTo("P0");
  }

  @Test
  void thePublishedAesBlockIsWrittenByteForByteWithItsPadding() {
    RandomGenerator padding =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new AssertionError("only bytes are drawn");
          }

          @Override
          public void nextBytes(byte[] bytes) {
            byte[] published = Vectors.bytes(AES_PADDING);
            System.arraycopy(
                published, 0, bytes, bytes.length - published.length, published.length);
          }
        };
    BlockHeader header = new BlockHeader('D', "P0", 'A', 'E', "00", 'E', List.of());
    assertThat(
            new KeyBlocks(Vectors.bytes(AES_KBPK)).write(header, Vectors.bytes(AES_KEY), padding))
        .isEqualTo(AES_BLOCK);
  }

  @Test
  void aWrittenBlockOpensAgainAndDoesNotTellADesKeysLength() throws BadKeyBlockException {
    KeyBlocks blocks = new KeyBlocks(Vectors.bytes(AES_KBPK));
    for (int length : new int[] {8, 16, 24, 32}) {
      byte[] key = new byte[length];
      new Random(length).nextBytes(key);
      String block = blocks.write(BlockHeader.of('D', "M0", 'T', 'C'), key, new Random(1));
      assertThat(blocks.open(block).clear()).isEqualTo(key);
      assertThat(block).hasSize(length <= 24 ? 112 : 144);
    }
  }

  @Test
  void anyChangedCharacterIsNoticed() {
    for (String block : new String[] {AES_BLOCK, published(0), published(1), published(2)}) {
      KeyBlocks blocks = new KeyBlocks(Vectors.bytes(kbpkOf(block)));
      for (int i = 0; i < block.length(); i++) {
        char changed = block.charAt(i) == '0' ? '1' : '0';
        String damaged = block.substring(0, i) + changed + block.substring(i + 1);
        assertThatThrownBy(() -> blocks.open(damaged))
            .as("character " + i)
            .isInstanceOf(BadKeyBlockException.class);
      }
    }
  }

  @Test
  void blocksCutShortOrFilledWithNoiseAreRefused() {
    KeyBlocks blocks = new KeyBlocks(Vectors.bytes(AES_KBPK));
    Random random = new Random(7);
    String alphabet = "0123456789ABCDEFPKMXé ";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder noise = new StringBuilder(AES_BLOCK.substring(0, random.nextInt(113)));
      for (int n = random.nextInt(8); n > 0 && !noise.isEmpty(); n--) {
        noise.setCharAt(
            random.nextInt(noise.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (!noise.toString().equals(AES_BLOCK)) {
        assertThatThrownBy(() -> blocks.open(noise.toString()))
            .isInstanceOf(BadKeyBlockException.class);
      }
    }
  }

  @Test
  void anotherProtectionKeyOpensNothing() {
    byte[] other = Vectors.bytes(AES_KBPK);
    other[31] ^= 1;
    assertThatThrownBy(() -> new KeyBlocks(other).open(AES_BLOCK))
        .isInstanceOf(BadKeyBlockException.class);
    assertThatThrownBy(() -> new KeyBlocks(other).open(published(0)))
        .isInstanceOf(BadKeyBlockException.class)
        .hasMessageContaining("not version D");
  }

  @Test
  void anOpenedBlockPrintsNoKey() throws BadKeyBlockException {
    OpenedBlock opened = new KeyBlocks(Vectors.bytes(AES_KBPK)).open(AES_BLOCK);
    assertThat(opened.toString()).isEqualTo("OpenedBlock[P0 16 bytes]");
  }

  private static String published(int index) {
    return Vectors.text(Vectors.all("tr31.json", 12).get(index), "key_block");
  }

  private static String kbpkOf(String block) {
    return block.equals(AES_BLOCK)
        ? AES_KBPK
        : Vectors.text(Vectors.all("tr31.json", 12).getFirst(), "kbpk");
  }
}
