package io.oneclear.bench.scale;

import io.oneclear.bench.knee.KeepingUp;
import io.oneclear.bench.knee.KneeSearch;
import io.oneclear.bench.run.BenchPlan.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is done with each setting.
 *
 * @param terminals the same for all settings
 * @param past how a journal that is not empty comes about
 * @param warmUp at the first rate, not measured
 * @param rates measured one after the other
 * @param point each of them
 * @param knee looked for after them; empty: not
 * @param step one rate of that search
 * @param audits whether the money rules are checked at the end
 */
public record ScalePlan(
    Dimension varies,
    List<Setting> settings,
    int terminals,
    PastPlan past,
    Duration warmUp,
    List<Integer> rates,
    Timing point,
    Optional<KneeSearch> knee,
    Timing step,
    KeepingUp rule,
    boolean audits) {

  /**
   * How a journal comes to its rows.
   *
   * @param days that its purchases are spread over
   * @param prepared holds what {@code bench fill} has made, a directory a number of rows; each is
   *     used up. Empty: filled when it is needed
   */
  public record PastPlan(int days, Optional<Path> prepared) {}
}
