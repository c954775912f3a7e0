package io.oneclear.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.security.SecurityModuleException.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Field 62 of a sign-on answer and key check values, against the published example. */
class WorkingKeyVectorsTest {

  private static final List<JsonNode> ALL = Vectors.all("keys.json", 2);
  private static final JsonNode SIGN_ON = Vectors.ofKind(ALL, "working_key_download", 1).getFirst();
  private static final ClearKey TMK = ClearKey.des(Vectors.text(SIGN_ON, "tmk"));
  private static final ClearKey PIK = ClearKey.des(Vectors.text(SIGN_ON.required("pik"), "clear"));
  private static final ClearKey MAK = ClearKey.des(Vectors.text(SIGN_ON.required("mak"), "clear"));

  @Test
  void thePublishedFieldIsReadWithItsSingleLengthMacKey() {
    byte[] field62 = Vectors.bytes(SIGN_ON, "field62");
    assertThat(Field62.read(TMK, field62, 0, 16)).isEqualTo(PIK);
    assertThat(Field62.read(TMK, field62, 20, 16)).isEqualTo(MAK);
    assertThat(MAK.length()).isEqualTo(8);
  }

  @Test
  void thePublishedFieldIsWrittenFromItsClearKeys() {
    byte[] written = new Field62(TMK).add(PIK, 16).add(MAK, 16).bytes();
    assertThat(Vectors.hex(written)).isEqualTo(Vectors.text(SIGN_ON, "field62"));
    assertThat("0040" + Vectors.hex(written)).isEqualTo(Vectors.text(SIGN_ON, "field62_wire"));
  }

  @Test
  void theRegionalPlaceOfTheCheckValueIsReadToo() {
    byte[] field62 = Vectors.bytes(SIGN_ON, "field62");
    System.arraycopy(field62, 36, field62, 28, 4);
    Arrays.fill(field62, 32, 40, (byte) 0);
    assertThat(Field62.read(TMK, field62, 20, 16)).isEqualTo(MAK);
  }

  @Test
  void publishedCheckValuesCompute() {
    assertThat(Vectors.hex(PIK.kcv())).isEqualTo(Vectors.text(SIGN_ON.required("pik"), "kcv"));
    assertThat(Vectors.hex(MAK.kcv())).isEqualTo(Vectors.text(SIGN_ON.required("mak"), "kcv"));
    assertThat(Vectors.hex(PIK.ready().encrypt(new byte[8])))
        .isEqualTo(Vectors.text(SIGN_ON.required("pik"), "check_block"));
    JsonNode kcv = Vectors.ofKind(ALL, "kcv", 1).getFirst();
    ClearKey key = ClearKey.des(Vectors.text(kcv, "key"));
    assertThat(Vectors.hex(key.kcv())).isEqualTo(Vectors.text(kcv, "kcv"));
    assertThat(Vectors.hex(key.ready().encrypt(new byte[8])))
        .isEqualTo(Vectors.text(kcv, "check_block"));
  }

  @Test
  void anyChangedBitIsNoticedByTheCheckValues() {
    byte[] field62 = Vectors.bytes(SIGN_ON, "field62");
    // Bytes 28 to 35 are the zeros after the single-length key: nothing depends on them.
    for (int i : new int[] {0, 7, 15, 16, 19, 20, 27, 36, 39}) {
      byte[] damaged = field62.clone();
      damaged[i] ^= 0x10;
      assertThatThrownBy(() -> TerminalKeys.open(TMK, damaged))
          .as("byte " + i)
          .isInstanceOfSatisfying(
              SecurityModuleException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY));
    }
    assertThatThrownBy(() -> TerminalKeys.open(PIK, field62))
        .isInstanceOf(SecurityModuleException.class);
  }

  @Test
  void lengthsWithoutAPublishedLayoutAreRefused() {
    for (int length : new int[] {0, 23, 56, 57, 84}) {
      assertThatThrownBy(() -> TerminalKeys.open(TMK, new byte[length]))
          .isInstanceOfSatisfying(
              SecurityModuleException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }
  }
}
