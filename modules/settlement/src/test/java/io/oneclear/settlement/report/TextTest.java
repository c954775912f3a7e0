package io.oneclear.settlement.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.message.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final Random random = new Random(20_261_120);

  @Test
  void amountsReadAsMoneyWritesThem() {
    for (int i = 0; i < 20_000; i++) {
      long fen = random.nextLong() >> random.nextInt(63);
      assertThat(new Text().yuan(fen).toString()).isEqualTo(Money.cny(fen).yuan());
    }
    for (long fen : new long[] {0, 1, -1, 99, -99, 100, -100, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(new Text().yuan(fen).toString()).isEqualTo(Money.cny(fen).yuan());
    }
  }

  @Test
  void momentsAreChinasSummerTimeOfOldIncluded() {
    for (int i = 0; i < 20_000; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1000));
      assertThat(new Text().time(at).toString()).isEqualTo(LOCAL.format(at));
    }
  }

  @Test
  void numbersOfSixDigitsAreFilledAndLongerOnesWhole() {
    for (int number : new int[] {0, 7, 99_999, 100_000, 999_999, 1_000_000, Integer.MAX_VALUE}) {
      assertThat(new Text().sixDigits(number).toString())
          .isEqualTo(String.format(Locale.ROOT, "%06d", number));
    }
  }

  @Test
  void textOfAnyLengthAndLanguageIsUtf8() {
    StringBuilder expected = new StringBuilder();
    Text text = new Text();
    for (int i = 0; i < 5_000; i++) {
      String piece = "店" + "x".repeat(random.nextInt(40)) + "é😀" + i;
      expected.append(piece).append(';');
      text.append(piece).append(';');
    }
    byte[] constant = "结束".getBytes(StandardCharsets.UTF_8);
    assertThat(text.append(constant).toString()).isEqualTo(expected + "结束");
    text.clear();
    assertThat(text.toString()).isEmpty();
  }
}
