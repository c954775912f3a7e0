package io.oneclear.bench.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {

  @Test
  void aRunThatStaysAsItWasIsFlat() {
    List<Minute> minutes = minutes(30, minute -> 20_000 + minute % 3 * 1_000);
    assertThat(Flatness.of(minutes, heap(90, 95))).allMatch(Flatness.Trend::flat);
  }

  @Test
  void aLatencyThatCreepsUpIsNot() {
    List<Minute> minutes = minutes(30, minute -> 20_000 + 1_500 * minute);
    assertThat(Flatness.of(minutes, heap(90, 95)))
        .filteredOn(trend -> !trend.flat())
        .extracting(Flatness.Trend::what)
        .containsExactly("p99.9, ms");
  }

  @Test
  void aHeapThatFillsIsNot() {
    List<Minute> minutes = minutes(30, _ -> 20_000);
    assertThat(Flatness.of(minutes, heap(90, 240)))
        .filteredOn(trend -> !trend.flat())
        .extracting(Flatness.Trend::what)
        .containsExactly("heap in use, MB");
  }

  @Test
  void oneBadMinuteIsNoTrend() {
    List<Minute> minutes = minutes(30, minute -> minute == 29 ? 900_000 : 20_000);
    assertThat(Flatness.of(minutes, heap(90, 95))).allMatch(Flatness.Trend::flat);
  }

  @Test
  void aFewMinutesShowNoTrend() {
    List<Minute> minutes = minutes(5, _ -> 20_000);
    assertThatThrownBy(() -> Flatness.of(minutes, heap(90, 95)))
        .hasMessage("5 minutes show no trend; 6 do");
  }

  private static Heap heap(long earlyMb, long atEndMb) {
    return new Heap(earlyMb << 20, atEndMb << 20);
  }

  private static List<Minute> minutes(int count, IntUnaryOperator p999) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            minute ->
                new Minute(
                    minute,
                    600_000,
                    2_000,
                    8_000,
                    p999.applyAsInt(minute),
                    80_000,
                    12,
                    1.5,
                    new TableSizes(minute * 400_000_000L, minute * 200_000_000L, 40_000),
                    1_050))
        .toList();
  }
}
