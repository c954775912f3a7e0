package io.oneclear.switching.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneclear.merchant.CardProduct;
import io.oneclear.message.Pan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinTableTest {

  private static final List<String> LINKS = List.of("cups");

  private final BinTable table =
      new BinTable(List.of(bin("6"), bin("62"), bin("622202"), bin("622202123"), bin("4")));

  @ParameterizedTest(name = "{0} belongs to {1}")
  @CsvSource({
    "6222021234567894, 622202123",
    "6222021334567894, 622202",
    "6222031234567894, 62",
    "6322031234567894, 6",
    "4000001234567899, 4",
    "5000001234567899, none",
    "62220212, 622202"
  })
  void longestPrefixWins(String pan, String expected) {
    Bin found = table.find(new Pan(pan));
    assertThat(found == null ? "none" : found.prefix()).isEqualTo(expected);
  }

  @Test
  void everyMatchIsListedShortestFirst() {
    assertThat(table.matches(new Pan("6222021234567894")))
        .extracting(Bin::prefix)
        .containsExactly("6", "62", "622202", "622202123");
  }

  @Test
  void agreesWithTheObviousSearchOnRandomTables() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      List<Bin> bins = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Bin bin = bin(digits(random, 1 + random.nextInt(8), 3));
        if (bins.stream().noneMatch(each -> each.prefix().equals(bin.prefix()))) {
          bins.add(bin);
        }
      }
      BinTable random1 = new BinTable(bins);
      for (int i = 0; i < 100; i++) {
        Pan pan = new Pan(digits(random, 16, 3));
        Bin expected =
            bins.stream()
                .filter(bin -> pan.clear().startsWith(bin.prefix()))
                .max(Comparator.comparing(bin -> bin.prefix().length()))
                .orElse(null);
        assertThat(random1.find(pan)).isEqualTo(expected);
      }
    }
  }

  @Test
  void samePrefixTwiceIsRefused() {
    assertThatThrownBy(() -> new BinTable(List.of(bin("62"), bin("62"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefix 62 is there twice");
  }

  @Test
  void prefixThatIsNoDigitsAndBinWithoutLinkAreRefused() {
    assertThatThrownBy(() -> bin("62a")).hasMessage("prefix is '62a'; allowed are 1 to 12 digits");
    assertThatThrownBy(() -> new Bin("62", CardProduct.DEBIT, "x", List.of()))
        .hasMessage("prefix 62 has no link; allowed is 1 or more");
  }

  private static Bin bin(String prefix) {
    return new Bin(prefix, CardProduct.DEBIT, "issuer of " + prefix, LINKS);
  }

  private static String digits(Random random, int count, int bound) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(bound));
    }
    return digits.toString();
  }
}
