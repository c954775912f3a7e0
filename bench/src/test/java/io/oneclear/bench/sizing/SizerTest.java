package io.oneclear.bench.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SizerTest {

  @Test
  void aRegionalAcquirerHasOneShardAndOneNodeMoreThanItNeeds() throws Exception {
    Sizing sizing = size(new Demand(2_000_000, 20_000, 1, 4), rules(0.6, 0.5));
    assertThat(sizing.peak()).isCloseTo(92.6, within(0.1));
    assertThat(sizing.shards().count()).isEqualTo(1);
    assertThat(sizing.nodes().working()).isEqualTo(1);
    assertThat(sizing.nodes().installed()).isEqualTo(2);
  }

  @Test
  void noShardIsPlannedBeyondWhatOneWriterCarries() throws Exception {
    Sizing sizing = size(new Demand(1_000_000_000, 30_000_000, 0.1, 4), rules(0.6, 0.5));
    assertThat(sizing.shards().count()).isGreaterThan(1);
    assertThat(sizing.shards().peakEach()).isLessThanOrEqualTo(sizing.shards().planned());
    assertThat(sizing.shards().planned()).isLessThan(sizing.shards().simulated());
    assertThat(sizing.nodes().connectionsEach()).isLessThanOrEqualTo(50_000);
  }

  @Test
  void halfTheHeadroomNeedsAboutTwiceTheShards() throws Exception {
    Demand scheme = new Demand(1_000_000_000, 1_000_000, 1, 4);
    int wide = size(scheme, rules(0.8, 0.5)).shards().count();
    int narrow = size(scheme, rules(0.4, 0.5)).shards().count();
    assertThat(narrow).isBetween(2 * wide - 2, 2 * wide + 2);
  }

  @Test
  void moreTerminalsPutMoreWholePagesIntoTheWal() throws Exception {
    double few =
        size(new Demand(50_000_000, 1_000, 1, 4), rules(0.6, 0.5)).storage().walBytesEach();
    double many =
        size(new Demand(50_000_000, 5_000_000, 1, 4), rules(0.6, 0.5)).storage().walBytesEach();
    assertThat(few).isCloseTo(Measurements.WAL_BYTES, within(50.0));
    assertThat(many).isBetween(6_000.0, Measurements.WAL_BYTES + 8_192.0);
  }

  @Test
  void aStandbyTooFarAwayForTheLatencyIsRefused() {
    assertThatThrownBy(() -> size(new Demand(1_000, 1, 1, 4), rules(0.6, 40)))
        .hasMessageContaining("each commit takes too long");
  }

  @Test
  void sharesAreShares() {
    assertThatThrownBy(() -> new Demand(1, 1, 1.5, 4)).hasMessageContaining("online 1.5");
    assertThatThrownBy(() -> new Demand(1, 1, 1, 0.5)).hasMessageContaining("peak factor 0.5");
    assertThatThrownBy(() -> rules(1.1, 0)).hasMessageContaining("headroom 1.1");
  }

  private static Sizing size(Demand demand, Rules rules) throws Exception {
    return Sizer.size(CostModel.fitted(), demand, rules);
  }

  private static Rules rules(double headroom, double standbyMillis) {
    Duration standby = Duration.ofNanos(Math.round(standbyMillis * 1e6));
    return new Rules(
        headroom,
        25,
        1,
        50_000,
        new Rules.Database(Duration.ofNanos(200_000), standby),
        Duration.ofMillis(100),
        Duration.ofMinutes(5),
        Measurements.KEPT_UP);
  }
}
