package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.Pan;
import io.oneclear.security.PinBlocks.BadPinBlockException;
import io.oneclear.security.PinBlocks.Fault;
import io.oneclear.security.cipher.AesKey;
import io.oneclear.security.cipher.BlockKey;
import io.oneclear.security.cipher.DesKey;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class PinBlocksTest {

  private static final List<JsonNode> ALL = Vectors.all("pinblock.json", 16);
  private static final Pan PAN = new Pan("6212345678901232");

  @Test
  void everyPublishedPinIsEncoded() throws BadPinBlockException {
    for (JsonNode entry : Vectors.ofKind(ALL, "encode", 7)) {
      ClearPin pin = new ClearPin(Vectors.text(entry, "pin"));
      byte[] block = PinBlocks.encode(format(entry), pin.toDigits(), pan(entry), new Random(1));
      assertThat(Vectors.hex(block))
          .as(Vectors.text(entry, "name"))
          .isEqualTo(Vectors.text(entry, "clear_block"));
      assertThat(PinBlocks.decode(format(entry), block, pan(entry))).isEqualTo(pin.toDigits());
    }
  }

  @Test
  void everyPublishedBlockIsDecoded() throws BadPinBlockException {
    for (JsonNode entry : Vectors.ofKind(ALL, "decode", 2)) {
      ClearPin pin =
          ClearPin.ofDigits(
              PinBlocks.decode(format(entry), Vectors.bytes(entry, "clear_block"), pan(entry)));
      assertThat(pin.clear()).as(Vectors.text(entry, "name")).isEqualTo(Vectors.text(entry, "pin"));
    }
  }

  @Test
  void everyPublishedPinIsEncryptedAndDecrypted() throws BadPinBlockException {
    for (JsonNode entry : Vectors.ofKind(ALL, "encode_encrypt", 2)) {
      byte[] keyBytes = Vectors.bytes(entry, "key");
      BlockKey key = entry.has("random_fill") ? new AesKey(keyBytes) : new DesKey(keyBytes);
      ClearPin pin = new ClearPin(Vectors.text(entry, "pin"));
      byte[] block =
          PinBlocks.encrypt(format(entry), key, pin.toDigits(), pan(entry), new AllOnes());
      assertThat(Vectors.hex(block))
          .as(Vectors.text(entry, "name"))
          .isEqualTo(Vectors.text(entry, "encrypted_block"));
      assertThat(PinBlocks.decrypt(format(entry), key, block, pan(entry)))
          .isEqualTo(pin.toDigits());
    }
  }

  @Test
  void thePublishedPanFieldIsBuilt() {
    JsonNode entry = Vectors.ofKind(ALL, "pan_field", 1).getFirst();
    assertThat(Vectors.hex(PinBlocks.panField(pan(entry))))
        .isEqualTo(Vectors.text(entry, "pan_field"));
  }

  @Test
  void everyPublishedBadBlockIsRefusedForItsReason() {
    for (JsonNode entry : Vectors.ofKind(ALL, "reject", 4)) {
      assertFault(
          Fault.valueOf(Vectors.text(entry, "error")),
          format(entry),
          Vectors.bytes(entry, "clear_block"),
          pan(entry));
    }
  }

  @Test
  void everyKindOfFaultHasItsReason() {
    String[] table = {
      "X98_NO_PAN 06123456FFFFFF0F BAD_FILLER",
      "X98_NO_PAN 06123456FFFFFFF5 BAD_FILLER",
      "X98_NO_PAN 0D1234567890123F BAD_LENGTH",
      "X98_NO_PAN 03123FFFFFFFFFFF BAD_LENGTH",
      "X98_NO_PAN 0612345AFFFFFFFF PIN_NOT_NUMERIC",
      "X98_NO_PAN 16123456FFFFFFFF WRONG_FORMAT",
      "ISO2 06123456FFFFFFFF WRONG_FORMAT",
      "ISO2 26123456FFFFFFFE BAD_FILLER",
      "ISO4 06123456FFFFFFFF BAD_BLOCK_SIZE",
      "ISO4 461234560AAAAAAA0000000000000000 BAD_FILLER",
      "ISO4 241234FFFFFFFFFF0000000000000000 WRONG_FORMAT",
      "ISO0 061253DFFEDCBA9800 BAD_BLOCK_SIZE",
    };
    for (String line : table) {
      String[] cell = line.split(" ", -1);
      assertFault(Fault.valueOf(cell[2]), PinFormat.valueOf(cell[0]), Vectors.bytes(cell[1]), PAN);
    }
  }

  @Test
  void everyLengthOfPinSurvivesEveryFormat() throws BadPinBlockException {
    RandomGenerator random = new Random(3);
    BlockKey des = new DesKey(Vectors.bytes("807A23AD32B36D457AE91FDF927570EA"));
    BlockKey aes = new AesKey(Vectors.bytes("00112233445566778899AABBCCDDEEFF"));
    for (PinFormat format : PinFormat.values()) {
      BlockKey key = format == PinFormat.ISO4 ? aes : des;
      for (int length = 4; length <= 12; length++) {
        ClearPin pin = new ClearPin("908172635544".substring(0, length));
        byte[] block = PinBlocks.encrypt(format, key, pin.toDigits(), PAN, random);
        assertThat(PinBlocks.decrypt(format, key, block, PAN)).isEqualTo(pin.toDigits());
      }
    }
  }

  @Test
  void aBlockBoundToOneCardIsNotThatPinWithAnother() throws BadPinBlockException {
    BlockKey key = new DesKey(Vectors.bytes("807A23AD32B36D457AE91FDF927570EA"));
    ClearPin pin = new ClearPin("123456");
    byte[] block = PinBlocks.encrypt(PinFormat.ISO0, key, pin.toDigits(), PAN, new Random(1));
    assertThatThrownBy(
            () -> PinBlocks.decrypt(PinFormat.ISO0, key, block, new Pan("6259998765432107")))
        .isInstanceOf(BadPinBlockException.class);
  }

  private static void assertFault(Fault fault, PinFormat format, byte[] block, Pan pan) {
    assertThatThrownBy(() -> PinBlocks.decode(format, block, pan))
        .as(format + " " + Vectors.hex(block))
        .asInstanceOf(InstanceOfAssertFactories.type(BadPinBlockException.class))
        .extracting(BadPinBlockException::fault)
        .isEqualTo(fault);
  }

  private static PinFormat format(JsonNode entry) {
    return PinFormat.valueOf(Vectors.text(entry, "format"));
  }

  private static Pan pan(JsonNode entry) {
    String pan = Vectors.text(entry, "pan");
    return pan == null ? null : new Pan(pan);
  }

  /** The random fill of the published format 4 block. */
  private static final class AllOnes implements RandomGenerator {
    @Override
    public long nextLong() {
      return -1;
    }
  }
}
