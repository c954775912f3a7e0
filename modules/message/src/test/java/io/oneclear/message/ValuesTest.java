package io.oneclear.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The small values every room speaks. */
class ValuesTest {

  @Test
  void aPanKnowsItsCheckDigit() {
    for (String valid :
        List.of("6224242300000069", "4761739001010010", "5413330089010012", "6251880000051688")) {
      int last = valid.charAt(valid.length() - 1) - '0';
      String wrong = valid.substring(0, valid.length() - 1) + (last + 1) % 10;
      assertThat(new Pan(wrong).luhnValid()).as(wrong).isFalse();
      String swapped =
          valid.substring(0, 2) + valid.charAt(3) + valid.charAt(2) + valid.substring(4);
      if (!swapped.equals(valid)) {
        assertThat(new Pan(swapped).luhnValid()).as(swapped).isFalse();
      }
    }
    assertThat(new Pan("4111111111111111").luhnValid()).isTrue();
    assertThat(new Pan("378282246310005").luhnValid()).isTrue();
    assertThat(new Pan("5555555555554444").luhnValid()).isTrue();
    assertThat(new Pan("6011111111111117").luhnValid()).isTrue();
  }

  @Test
  void aPanPrintsSixAndFourDigitsAtMost() {
    assertThat(new Pan("6228480000000000019")).hasToString("622848*********0019");
    assertThat(new Pan("4111111111111111")).hasToString("411111******1111");
    assertThat(new Pan("4111111111116")).hasToString("411111***1116");
    assertThat(new Pan("411111111116")).hasToString("**********16");
    assertThat(new Pan("62284800")).hasToString("******00");
    assertThat(new Pan("4111111111111111").pinBlockDigits()).isEqualTo("111111111111");
    assertThat(new Pan("62284801").pinBlockDigits()).isEqualTo("000006228480");
    for (String none :
        List.of("", "6228480", "62284800000000000199", "62284800000000A", "６２２８４８００")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Pan(none))
          .withMessage("a PAN is 8 to 19 digits");
    }
  }

  @Test
  void aTrackGivesCardNumberAndExpiryIfItIsClear() {
    Track2 clear = new Track2("6228480000000000019=30122010000000");
    assertThat(clear.pan()).isEqualTo(new Pan("6228480000000000019"));
    assertThat(clear.expiry()).isEqualTo("3012");
    assertThat(clear).hasToString("Track2[34 nibbles]").isEqualTo(new Track2(clear.clear()));
    assertThat(new Track2("ABCDEF0123").pan()).isNull();
    assertThat(new Track2("6228480000000000019").pan()).isNull();
    assertThat(new Track2("6228480000000000019D30A").expiry()).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> new Track2("1".repeat(38)));
  }

  @Test
  void aMessageTypeKnowsItsAnswerAndItsRepeat() {
    String[] table = {
      "0100 0110", "0200 0210", "0220 0230", "0221 0230", "0320 0330", "0400 0410", "0420 0430",
      "0421 0430", "0500 0510", "0620 0630", "0800 0810", "0820 0830", "0920 0930", "0203 0212",
    };
    for (String line : table) {
      Mti request = new Mti(line.substring(0, 4));
      assertThat(request.isRequest()).isTrue();
      assertThat(request.answer().digits()).isEqualTo(line.substring(5));
      assertThat(request.answer().isRequest()).isFalse();
    }
    assertThat(Mti.REVERSAL_ADVICE.repeat().digits()).isEqualTo("0421");
    assertThat(Mti.REVERSAL_ADVICE.repeat().repeat().digits()).isEqualTo("0421");
    assertThat(Mti.REVERSAL_ADVICE.repeat().original()).isEqualTo(Mti.REVERSAL_ADVICE);
    assertThat(Mti.REVERSAL_ADVICE.original()).isEqualTo(Mti.REVERSAL_ADVICE);
    assertThatIllegalStateException().isThrownBy(() -> new Mti("0210").answer());
    assertThatIllegalStateException().isThrownBy(() -> new Mti("0290").answer());
    assertThatIllegalArgumentException().isThrownBy(() -> new Mti("02A0"));
  }

  @Test
  void moneyAddsExactlyAndPrintsYuan() {
    assertThat(Money.cny(123405).yuan()).isEqualTo("1234.05");
    assertThat(Money.cny(-50).yuan()).isEqualTo("-0.50");
    assertThat(Money.cny(7).yuan()).isEqualTo("0.07");
    assertThat(Money.cny(5).plus(Money.cny(7))).isEqualTo(Money.cny(12));
    assertThat(Money.cny(5).minus(Money.cny(7)))
        .isEqualTo(Money.cny(7).minus(Money.cny(5)).negated());
    assertThatThrownBy(() -> Money.cny(Long.MAX_VALUE).plus(Money.cny(1)))
        .isInstanceOf(ArithmeticException.class);
    Money dollars = new Money(1, new CurrencyCode("840"));
    assertThatIllegalArgumentException().isThrownBy(() -> Money.cny(1).plus(dollars));
  }

  @Test
  void batchNumbersGoRound() {
    assertThat(new BatchNumber(999_999).next()).isEqualTo(new BatchNumber(1));
    assertThat(BatchNumber.of("000041").next().digits()).isEqualTo("000042");
    assertThatIllegalArgumentException().isThrownBy(() -> BatchNumber.of("41"));
    assertThatIllegalArgumentException().isThrownBy(() -> Stan.of("-00001"));
  }

  @Test
  void successForTheLedgerIsMoreThanOneCode() {
    for (String code : List.of("00", "10", "11", "16", "A2", "A4", "A5", "A6")) {
      assertThat(new ResponseCode(code).approved()).isTrue();
    }
    for (String code : List.of("01", "51", "A0", "A1", "A3", "A7", "98")) {
      assertThat(new ResponseCode(code).approved()).isFalse();
    }
  }

  @Test
  void responseCodesAreMadeFromRows() {
    ResponseCodes codes =
        new ResponseCodes(
            List.of(new ResponseCodes.Row("51", "C", "可用余额不足", "Insufficient funds")));
    assertThat(codes.meaning(new ResponseCode("51")).zh()).isEqualTo("可用余额不足");
    assertThat(codes.meaning(new ResponseCode("51")).kind().letter()).isEqualTo('C');
    assertThat(codes.meaning(new ResponseCode("P7")).zh()).isEqualTo("交易失败");
    assertThat(codes.meaning(new ResponseCode("P7")).kind()).isEqualTo(ResponseCodes.Kind.FAILED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResponseCodes(List.of(new ResponseCodes.Row("51", "F", "", ""))))
        .withMessage("response-codes: class 'F' is none of A, B, C, D, E");
    ResponseCodes.Row row = new ResponseCodes.Row("51", "C", "", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResponseCodes(List.of(row, row)))
        .withMessage("response-codes: code 51 stands there twice");
  }

  @Test
  void aMessagePrintsItsFieldNumbersOnly() {
    IsoMessage message =
        new IsoMessage(Mti.FINANCIAL).set(2, "6228480000000000019").set(62, new byte[3]);
    assertThat(message).hasToString("IsoMessage[0200 fields [2, 62]]");
  }
}
