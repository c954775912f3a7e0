package io.oneclear.security.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.Pan;
import io.oneclear.security.ClearKey;
import io.oneclear.security.Vectors;
import io.oneclear.security.cipher.MacPadding;
import org.junit.jupiter.api.Test;

class IssuerVectorsTest {

  @Test
  void everyPublishedChipCardComputes() {
    int answers = 0;
    for (JsonNode entry : Vectors.all("emv.json", 5)) {
      String name = Vectors.text(entry, "name");
      ClearKey issuer = ClearKey.des(Vectors.text(entry, "imk"));
      assertThat(Vectors.hex(issuer.kcv())).as(name).startsWith(Vectors.text(entry, "imk_kcv"));
      ChipKey master =
          ChipKey.master(issuer, new Pan(Vectors.text(entry, "pan")), Vectors.text(entry, "psn"));
      assertThat(Vectors.hex(master.kcv())).as(name).startsWith(Vectors.text(entry, "icc_mk_kcv"));
      ChipKey session = master.session(Vectors.bytes(entry, "diversifier"));
      assertThat(Vectors.hex(session.kcv())).as(name).startsWith(Vectors.text(entry, "sk_kcv"));

      boolean emv = Vectors.text(entry, "data_padding").equals("EMV");
      byte[] arqc =
          session.cryptogram(
              Vectors.bytes(entry, "data"), emv ? MacPadding.ONE_THEN_ZEROS : MacPadding.ZEROS);
      assertThat(Vectors.hex(arqc)).as(name).isEqualTo(Vectors.text(entry, "arqc"));
      for (JsonNode expected : entry.required("arpc")) {
        ChipKey key = Vectors.text(expected, "key").equals("SK") ? session : master;
        assertThat(Vectors.hex(answer(key, arqc, expected)))
            .as(name)
            .isEqualTo(Vectors.text(expected, "arpc"));
        answers++;
      }
    }
    assertThat(answers).isEqualTo(7);
  }

  @Test
  void thePublishedCardVerificationValueComputes() {
    JsonNode entry = Vectors.ofKind(Vectors.all("sm4_cvv_track.json", 4), "cvv", 1).getFirst();
    ClearKey pair = ClearKey.des(Vectors.text(entry, "cvk_a") + Vectors.text(entry, "cvk_b"));
    assertThat(
            new CardVerification(pair)
                .value(
                    new Pan(Vectors.text(entry, "pan")),
                    Vectors.text(entry, "expiry"),
                    Vectors.text(entry, "service_code")))
        .isEqualTo(Vectors.text(entry, "cvv"));
  }

  @Test
  void aSingleLengthVerificationKeyIsRefused() {
    assertThatThrownBy(() -> new CardVerification(ClearKey.des("9999999999999999")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void issuerKeysPrintNothingOfThemselves() {
    ClearKey key = ClearKey.des("0123456789ABCDEFFEDCBA9876543210");
    assertThat(new CardVerification(key).toString()).isEqualTo("CardVerification[****]");
    assertThat(ChipKey.master(key, new Pan("9901234567890123"), "00").toString())
        .isEqualTo("ChipKey[****]");
  }

  private static byte[] answer(ChipKey key, byte[] arqc, JsonNode expected) {
    if (expected.required("method").asInt() == 1) {
      return key.answer(arqc, Vectors.bytes(expected, "arc"));
    }
    JsonNode proprietary = expected.required("proprietary_data");
    return key.answerWithStatus(
        arqc,
        Vectors.bytes(expected, "csu"),
        proprietary.isNull() ? new byte[0] : Vectors.bytes(expected, "proprietary_data"));
  }
}
