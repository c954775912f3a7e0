package io.oneclear.message.pos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.IsoMessage;
import io.oneclear.message.MalformedMessageException;
import io.oneclear.message.ResponseCode;
import io.oneclear.message.Rrn;
import io.oneclear.message.Vectors;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From answers to frames. */
class PosAnswerTest {

  private static final byte[] MAC = Vectors.hex("4233413039324145");

  private final PosDialect dialect =
      new PosDialect(Vectors.POS, PosOptions.STANDARD.withAcquirer("49000000"));

  private static PosAnswer full(String code) {
    return new PosAnswer(
        new ResponseCode(code),
        new Rrn("112200000001"),
        "A12345",
        "101112",
        "1122",
        "1123",
        "03050000   49000000   ",
        "1002156C000000100000",
        Vectors.hex("910A00112233445566778899"),
        null,
        null,
        null);
  }

  private PosFrame frame(IsoMessage request) throws MalformedMessageException {
    return dialect.decode(dialect.encode(Requests.TPDU, Requests.HEADER, request));
  }

  private IsoMessage answerTo(IsoMessage request, PosAnswer answer)
      throws MalformedMessageException {
    EncodedAnswer encoded = dialect.answer(frame(request), answer);
    byte[] bytes = encoded.needsMac() ? encoded.withMac(MAC) : encoded.withoutMac();
    return dialect.decode(bytes).message();
  }

  @Test
  void eachKindOfAnswerHasItsFields() throws MalformedMessageException {
    String[] table = {
      "0210 2 3 4 11 12 13 14 15 25 32 37 38 39 41 42 44 49 53 54 55 60 64",
      "0210 2 3 11 12 13 14 25 32 37 39 41 42 44 49 53 54 55 60 64",
      "0210 2 3 4 11 12 13 14 15 25 32 37 38 39 41 42 44 49 53 55 60 64",
      "0230 2 3 4 11 12 13 14 15 25 32 37 39 41 42 44 49 53 55 60 63 64",
      "0410 2 3 4 11 12 13 14 15 25 32 37 39 41 42 44 49 55 60 64",
      "0810 11 12 13 32 37 39 41 42 60",
      "0830 11 12 13 32 37 39 41 42 60",
      "0510 11 12 13 15 32 37 39 41 42 48 49 60 63",
      "0330 11 12 13 32 37 39 41 42 48 60",
    };
    IsoMessage[] requests = {
      Requests.purchase(),
      Requests.balance(),
      Requests.voidPurchase(),
      Requests.refund(),
      Requests.reversal(),
      Requests.signOn("003"),
      Requests.advice("002"),
      Requests.settlement(),
      Requests.upload("207", "0002"),
    };
    for (int i = 0; i < table.length; i++) {
      IsoMessage answer = answerTo(requests[i], full("00"));
      StringBuilder fields = new StringBuilder(answer.mti().digits());
      for (int field : answer.fields()) {
        fields.append(' ').append(field);
      }
      assertThat(fields).hasToString(table[i]);
      for (int field : new int[] {3, 4, 11, 41, 42}) {
        assertThat(answer.text(field))
            .isEqualTo(answer.has(field) ? requests[i].text(field) : null);
      }
      assertThat(answer.text(12)).isEqualTo("101112");
      assertThat(answer.text(32)).isEqualTo("49000000");
      assertThat(answer.text(39)).isEqualTo("00");
    }
  }

  @Test
  void theReversalOfAVoidGetsItsField53Back() throws MalformedMessageException {
    IsoMessage request =
        Requests.reversal().set(3, "200000").set(60, "23000001000").set(61, "000001000007");

    assertThat(answerTo(request, full("00")).text(53)).isEqualTo("2600000000000000");
  }

  @Test
  void theMacIsMadeOverTypeToField63AndStandsAtTheEnd() throws MalformedMessageException {
    EncodedAnswer answer = dialect.answer(frame(Requests.purchase()), full("00"));

    byte[] with = answer.withMac(MAC);
    PosFrame read = dialect.decode(with);
    assertThat(read.mac()).isEqualTo(MAC);
    assertThat(read.macData()).isEqualTo(answer.macData());
    assertThat(dialect.macData(read.message())).isEqualTo(answer.macData());

    PosFrame bare = dialect.decode(answer.withoutMac());
    assertThat(bare.hasMac()).isFalse();
    assertThat(bare.body().length).isEqualTo(read.body().length - 8);
    assertThat(bare.message().text(60)).isEqualTo(read.message().text(60));
  }

  @Test
  void managementAndBatchAnswersCarryNoMac() throws MalformedMessageException {
    EncodedAnswer answer = dialect.answer(frame(Requests.signOn("003")), full("00"));

    assertThat(answer.needsMac()).isFalse();
    assertThatIllegalStateException().isThrownBy(answer::macData);
    assertThatIllegalStateException().isThrownBy(() -> answer.withMac(MAC));
    assertThat(dialect.decode(answer.withoutMac()).hasMac()).isFalse();
  }

  @Test
  void theSignatureThatCameWithAMacIsAnsweredWithOne() throws MalformedMessageException {
    JsonNode vector =
        Vectors.pos().stream()
            .filter(each -> each.get("name").asText().equals("vfwz SIGN_IMG_REQUEST"))
            .findFirst()
            .orElseThrow();
    EncodedAnswer answer = dialect.answer(dialect.decode(Vectors.frame(vector)), full("40"));

    assertThat(answer.needsMac()).isTrue();
    assertThat(dialect.decode(answer.withMac(MAC)).message().mti().digits()).isEqualTo("0930");
  }

  @Test
  void aSignOnBringsTheNewBatchAndTheKeys() throws MalformedMessageException {
    byte[] keys = Vectors.hex("00".repeat(40));
    PosAnswer answer =
        new PosAnswer(
            ResponseCode.APPROVED,
            new Rrn("112200000001"),
            null,
            "101112",
            "1122",
            null,
            null,
            null,
            null,
            new BatchNumber(727),
            keys,
            null);

    IsoMessage message = answerTo(Requests.signOn("003"), answer);

    assertThat(message.text(60)).isEqualTo("00000727003");
    assertThat(message.bytes(62)).isEqualTo(keys);
  }

  @Test
  void aSettlementIsAnsweredInTheTotalsOfTheTerminal() throws MalformedMessageException {
    PosAnswer equal =
        new PosAnswer(
            ResponseCode.APPROVED,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new SettlementResult(true, false));
    IsoMessage both = answerTo(Requests.settlement(), equal);
    String sent = Requests.settlement().text(48);
    assertThat(both.text(48)).isEqualTo(sent.substring(0, 30) + "1" + sent.substring(31, 61) + "2");

    IsoMessage domestic = answerTo(Requests.settlement().set(48, sent.substring(0, 31)), equal);
    assertThat(domestic.text(48)).isEqualTo(sent.substring(0, 30) + "1");
  }

  @Test
  void theTpduIsSwappedIfConfiguredAndTheHeaderComesBack() throws MalformedMessageException {
    IsoMessage request = Requests.advice("301");
    byte[] bytes = dialect.encode(Vectors.hex("6000030107"), Vectors.hex("60310031FFF1"), request);
    PosAnswer answer = PosAnswer.of(ResponseCode.APPROVED, "101112", "1122");

    byte[] swapped = dialect.answer(dialect.decode(bytes), answer).withoutMac();
    assertThat(Vectors.hex(swapped)).startsWith("6001070003" + "60310031FFF1" + "0830");

    PosDialect unswapped = new PosDialect(Vectors.POS, new PosOptions(true, true, false, null));
    byte[] kept = unswapped.answer(unswapped.decode(bytes), answer).withoutMac();
    assertThat(Vectors.hex(kept)).startsWith("6000030107" + "60310031FFF1" + "0830");

    byte[] demanding =
        dialect.answer(dialect.decode(bytes), answer, TerminalDemand.SIGN_ON_AGAIN).withoutMac();
    assertThat(Vectors.hex(demanding)).startsWith("6001070003" + "60310331FFF1" + "0830");
  }

  @Test
  void aPinInField63NeverComesBack() throws MalformedMessageException {
    IsoMessage request =
        Requests.purchase().set(63, Vectors.hex("534D303136CDC489E91786D0BE01F543D813611BCD"));

    assertThat(answerTo(request, full("00")).has(63)).isFalse();
  }

  @Test
  void aFrameThatCannotBeReadIsAnsweredAsFarAsItCan() throws MalformedMessageException {
    byte[] good = dialect.encode(Requests.TPDU, Requests.HEADER, Requests.purchase());
    byte[] cut = Arrays.copyOf(good, good.length - 3);

    IsoMessage answer =
        dialect
            .decode(dialect.minimalAnswer(cut, ResponseCode.FORMAT_ERROR).orElseThrow())
            .message();

    assertThat(answer.mti().digits()).isEqualTo("0210");
    assertThat(answer.text(39)).isEqualTo("30");
    assertThat(answer.text(11)).isEqualTo("000007");
    assertThat(answer.text(41)).isEqualTo("10000001");
    assertThat(answer.fields()).containsExactly(3, 4, 11, 39, 41, 42, 60);
  }

  @Test
  void everyTruncationIsAnsweredOnceItsTypeIsThere() {
    byte[] good = dialect.encode(Requests.TPDU, Requests.HEADER, Requests.purchase());
    for (int length = 0; length < good.length; length++) {
      Optional<byte[]> answer =
          dialect.minimalAnswer(Arrays.copyOf(good, length), ResponseCode.FORMAT_ERROR);
      assertThat(answer.isPresent()).as("length " + length).isEqualTo(length >= 13);
    }
  }

  @Test
  void anAnswerIsNeverAnswered() {
    byte[] answer =
        dialect.encode(
            Requests.TPDU, Requests.HEADER, new IsoMessage(new io.oneclear.message.Mti("0210")));

    assertThat(dialect.minimalAnswer(answer, ResponseCode.FORMAT_ERROR)).isEmpty();
  }
}
