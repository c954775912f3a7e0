package io.oneclear.store.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

  @Test
  void nameAndReasonAreKeptAsTheyWereGiven() {
    Signature signature = new Signature("li.wei", " 银联 12 月 1 日电话确认, ticket 4711 of 20261201 ");
    assertThat(signature.who()).isEqualTo("li.wei");
    assertThat(signature.reason()).isEqualTo("银联 12 月 1 日电话确认, ticket 4711 of 20261201");
  }

  /** Who, why, the complaint. */
  @ParameterizedTest(name = "[{index}] {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''     | it was refused               | the name of who wants it is missing
          '  '   | it was refused               | the name of who wants it is missing
          li.wei | ''                           | the reason is missing
          li.wei | '   '                        | the reason is missing
          li.wei |                              | the reason is missing
          li.wei | card 6222021234567894        | the reason has 13 or more digits in a row
          li.wei | card 6222 0212 3456 7894 too | the reason has 13 or more digits in a row
          li.wei | card 6222-0212-3456-7894     | the reason has 13 or more digits in a row
          6222021234567894 | it was refused     | the name of who wants it has 13 or more digits
          """)
  void whoeverSaysNothingOrTooMuchIsRefusedAndNotRepeated(
      String who, String reason, String complaint) {
    assertThatThrownBy(() -> new Signature(who, reason))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("6222");
  }

  @Test
  void reasonIsOneLineOfAtMostThreeHundredCharacters() {
    assertThatThrownBy(() -> new Signature("li.wei", "a\nb"))
        .hasMessage("the reason is more than one line of text");
    assertThatThrownBy(() -> new Signature("li.wei", "a".repeat(301)))
        .hasMessage("the reason has more than 300 characters");
  }
}
