package io.oneclear.bench.knee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KneeSearchTest {

  private static final KneeSearch SEARCH = new KneeSearch(1_000, 256_000, 1.05, 1);

  private final List<Integer> tried = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_490, 2_600, 6_500, 13_000, 24_800, 71_000, 199_000})
  void theKneeIsFoundFromBelowWithinThePrecision(int capacity) throws Exception {
    int knee = find(SEARCH, capacity).orElseThrow().rate();
    assertThat(knee).isLessThanOrEqualTo(capacity);
    assertThat(knee * 1.06).isGreaterThanOrEqualTo(capacity);
  }

  @Test
  void theRateDoublesUntilOneIsRefused() throws Exception {
    find(SEARCH, 9_000);
    assertThat(tried).startsWith(1_000, 2_000, 4_000, 8_000, 16_000);
    assertThat(tried.subList(5, tried.size())).allMatch(rate -> rate > 8_000 && rate < 16_000);
  }

  @Test
  void aCandidateSlowerThanTheFirstRateIsLookedForBelowIt() throws Exception {
    assertThat(find(SEARCH, 300).orElseThrow().rate()).isBetween(285, 300);
  }

  @Test
  void whoKeepsUpWithNoRateHasNoKnee() throws Exception {
    assertThat(find(SEARCH, 5)).isEmpty();
    assertThat(tried.getLast()).isEqualTo(10);
  }

  @Test
  void whoKeepsUpWithEveryRateIsNotOfferedMoreThanTheMost() throws Exception {
    assertThat(find(SEARCH, Integer.MAX_VALUE)).hasValue(new Knee(256_000, true));
    assertThat(tried).allMatch(rate -> rate <= 256_000);
  }

  @Test
  void aKneeBelowTheMostIsNoBound() throws Exception {
    assertThat(find(SEARCH, 250_000).orElseThrow().orMore()).isFalse();
  }

  @Test
  void aRateThatIsCarriedAtTheSecondTryIsCarried() throws Exception {
    KneeSearch patient = new KneeSearch(1_000, 4_000, 1.05, 2);
    Optional<Knee> knee =
        patient.knee(
            rate -> {
              tried.add(rate);
              return tried.stream().filter(before -> before == rate).count() == 2;
            });
    assertThat(knee).hasValue(new Knee(4_000, true));
  }

  @Test
  void ratesAreRoundToRead() throws Exception {
    find(SEARCH, 71_234);
    find(SEARCH, 7_123);
    assertThat(tried).allMatch(rate -> rate % (rate < 10_000 ? 50 : 500) == 0);
  }

  private Optional<Knee> find(KneeSearch search, int capacity) throws Exception {
    return search.knee(
        rate -> {
          tried.add(rate);
          return rate <= capacity;
        });
  }
}
