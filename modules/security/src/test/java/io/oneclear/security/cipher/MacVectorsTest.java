package io.oneclear.security.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.ByteRange;
import io.oneclear.security.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MacVectorsTest {

  private static final List<JsonNode> ALL = Vectors.all("mac.json", 11);

  @Test
  void aMacOverAPartOfAnArrayIsTheMacOverThatPart() {
    Random random = new Random(9797);
    byte[] material = new byte[16];
    random.nextBytes(material);
    DesKey key = new DesKey(material);
    for (int length = 0; length < 400; length++) {
      byte[] array = new byte[length + 20];
      random.nextBytes(array);
      byte[] part = Arrays.copyOfRange(array, 7, 7 + length);
      ByteRange range = new ByteRange(array, 7, 7 + length);
      assertThat(key.retailMac(range))
          .isEqualTo(key.retailMac(part))
          .isEqualTo(key.retailMac(MacPadding.ZEROS.pad(part)));
      assertThat(UnionPayMac.of(key, range)).isEqualTo(UnionPayMac.of(key, part));
    }
  }

  @Test
  void everyPublishedMacIsComputed() {
    for (JsonNode entry : Vectors.ofKind(ALL, "mac", 7)) {
      byte[] data = Vectors.bytes(entry, "data");
      byte[] mac =
          switch (Vectors.text(entry, "algorithm")) {
            case "UNIONPAY_ECB" -> UnionPayMac.of(new DesKey(Vectors.bytes(entry, "key")), data);
            case "X9_19" -> pair(entry).retailMac(padding(entry).pad(data));
            case "CBC_3DES" ->
                new DesKey(Vectors.bytes(entry, "key")).cbcMac(padding(entry).pad(data));
            default -> throw new AssertionError("an algorithm without a test");
          };
      assertThat(Vectors.hex(mac))
          .as(Vectors.text(entry, "name"))
          .isEqualTo(Vectors.text(entry, "mac"));
    }
  }

  @Test
  void everyPublishedPaddingIsComputed() {
    for (JsonNode entry : Vectors.ofKind(ALL, "padding", 4)) {
      assertThat(Vectors.hex(padding(entry).pad(Vectors.bytes(entry, "data"))))
          .as(Vectors.text(entry, "name"))
          .isEqualTo(Vectors.text(entry, "padded"));
    }
  }

  @Test
  void singleAndDoubleLengthKeysOfEqualHalvesGiveTheSameUnionPayMac() {
    JsonNode entry = ALL.getFirst();
    byte[] half = Arrays.copyOf(Vectors.bytes(entry, "key"), 8);
    assertThat(Vectors.hex(UnionPayMac.of(new DesKey(half), Vectors.bytes(entry, "data"))))
        .isEqualTo(Vectors.text(entry, "mac"));
  }

  @Test
  void aDoubleLengthKeyOfTwoHalvesGivesAnotherUnionPayMac() {
    byte[] data = Vectors.bytes(ALL.getFirst(), "data");
    byte[] key = Vectors.bytes("0723C80DB5F4CD3D807A23AD32B36D45");
    assertThat(UnionPayMac.of(new DesKey(key), data))
        .isNotEqualTo(UnionPayMac.of(new DesKey(Arrays.copyOf(key, 8)), data));
  }

  @Test
  void aRetailMacOverOneBlockIsThatBlockUnderTheWholeKey() {
    DesKey key = new DesKey(Vectors.bytes("0723C80DB5F4CD3D807A23AD32B36D45"));
    byte[] block = Vectors.bytes("1122334455667788");
    assertThat(key.retailMac(block)).isEqualTo(key.encrypt(block)).isEqualTo(key.cbcMac(block));
  }

  @Test
  void anEmptyInputIsOneBlockOfZeros() {
    assertThat(MacPadding.ZEROS.pad(new byte[0])).isEqualTo(new byte[8]);
    assertThat(MacPadding.ONE_THEN_ZEROS.pad(new byte[0]))
        .isEqualTo(Vectors.bytes("8000000000000000"));
  }

  @Test
  void sm4GivesTheStandardsExample() {
    JsonNode entry = Vectors.ofKind(Vectors.all("sm4_cvv_track.json", 4), "sm4_ecb", 1).getFirst();
    Sm4Key key = new Sm4Key(Vectors.bytes(entry, "key"));
    byte[] cipher = key.encrypt(Vectors.bytes(entry, "plain"));
    assertThat(Vectors.hex(cipher)).isEqualTo(Vectors.text(entry, "cipher"));
    assertThat(Vectors.hex(key.decrypt(cipher))).isEqualTo(Vectors.text(entry, "plain"));
  }

  /** Both halves of key1, and of key2, are equal: single DES keys, one after the other. */
  private static DesKey pair(JsonNode entry) {
    byte[] key = Arrays.copyOf(Vectors.bytes(entry, "key1"), 16);
    System.arraycopy(Vectors.bytes(entry, "key2"), 0, key, 8, 8);
    return new DesKey(key);
  }

  private static MacPadding padding(JsonNode entry) {
    return switch (entry.required("padding").asInt()) {
      case 1 -> MacPadding.ZEROS;
      case 2 -> MacPadding.ONE_THEN_ZEROS;
      case 3 -> MacPadding.LENGTH_FIRST;
      default -> throw new AssertionError("a padding without a test");
    };
  }
}
