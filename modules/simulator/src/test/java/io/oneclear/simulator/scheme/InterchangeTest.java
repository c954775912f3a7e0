package io.oneclear.simulator.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.simulator.CardProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterchangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # product | MCC  | fen       | issuer | network
          DEBIT     | 5812 | 10000     | 35     | 3
          DEBIT     | 5812 | 371400    | 1300   | 121
          DEBIT     | 5812 | 371500    | 1300   | 121
          DEBIT     | 5812 | 100000000 | 1300   | 325
          CREDIT    | 5812 | 10000     | 45     | 3
          CREDIT    | 5812 | 100000000 | 450000 | 325
          FOREIGN   | 5812 | 10000     | 45     | 3
          DEBIT     | 5812 | 143       | 1      | 0
          DEBIT     | 5812 | 142       | 0      | 0
          DEBIT     | 5411 | 10000     | 27     | 3
          DEBIT     | 5411 | 100000000 | 1014   | 254
          CREDIT    | 5411 | 10000     | 35     | 3
          DEBIT     | 8062 | 10000     | 0      | 0
          """)
  void feesAreRateThenCapThenRoundedHalfUp(
      CardProduct product, String mcc, long fen, long issuer, long network) {
    assertThat(Interchange.of(product, mcc, fen)).isEqualTo(new Interchange(issuer, network));
  }

  @Test
  void refundsInPartsGiveBackExactlyTheFeesOfTheWhole() {
    Interchange whole = Interchange.of(CardProduct.DEBIT, "5812", 100_00);
    Interchange first = whole.shareOf(100_00, 33_33, 0);
    Interchange second = whole.shareOf(100_00, 33_33, 33_33);
    Interchange third = whole.shareOf(100_00, 33_34, 66_66);

    assertThat(first.issuerFen() + second.issuerFen() + third.issuerFen()).isEqualTo(35);
    assertThat(first.networkFen() + second.networkFen() + third.networkFen()).isEqualTo(3);
  }
}
