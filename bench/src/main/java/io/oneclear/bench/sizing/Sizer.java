package io.oneclear.bench.sizing;

import java.io.IOException;

/** From what is to be carried to what is needed. */
public final class Sizer {

  /** Processors of the simulated machines; busy ones, so that their number matters little. */
  private static final int CORES = 4;

  private static final double MICROS = 1e6;
  private static final int LEAST_CORES = 2;
  private static final int PAGE = 8_192;
  private static final int DAYS_A_YEAR = 365;
  private static final double KEEPING_UP_P99_MILLIS = 100;

  /**
   * Four messages of 100 to 350 bytes, their headers and acknowledgements: reckoned, not measured.
   */
  private static final int NETWORK_BYTES = 2_000;

  private final CostModel costs;
  private final Demand demand;
  private final Rules rules;
  private final Layout layout;

  private Sizer(CostModel costs, Demand demand, Rules rules) {
    this.costs = costs;
    this.demand = demand;
    this.rules = rules;
    this.layout = Layout.apart(CORES, rules.database().roundTrip(), rules.database().standby());
  }

  public static Sizing size(CostModel costs, Demand demand, Rules rules)
      throws IOException, InterruptedException {
    return new Sizer(costs, demand, rules).size();
  }

  /** The measured knee, as a share of what the simulation of that machine carries. */
  private double shareLeftByPauses() throws IOException, InterruptedException {
    int simulated = Capacity.of(costs, Layout.together(Measurements.CORES), KEEPING_UP_P99_MILLIS);
    return Math.min(1, (double) rules.measuredKnee() / Math.max(1, simulated));
  }

  private Sizing size() throws IOException, InterruptedException {
    int simulated = Capacity.of(costs, layout, rules.mostP99Millis());
    int planned = (int) (simulated * shareLeftByPauses() * rules.headroom());
    if (planned < 1) {
      throw new IllegalArgumentException(
          "no rate has p99 within %s ms: each commit takes too long"
              .formatted(rules.mostP99Millis()));
    }
    int count = ceil(demand.peak() / planned);
    double peakEach = demand.peak() / count;
    long connections = Math.ceilDiv(demand.connections(), count);
    int working = ceil((double) connections / rules.connectionsPerNode());
    Simulated node = Simulation.run(costs, layout, ceil(peakEach / working));
    return new Sizing(
        demand.peak(),
        new Sizing.Shards(count, simulated, planned, peakEach),
        nodes(node, count, connections, working),
        database(node, count, peakEach, working),
        storage(count),
        new Sizing.Latency(node.p50(), node.p99()),
        new Sizing.Night(
            (double) demand.transactionsADay() / count * Measurements.SETTLEMENT_MICROS / MICROS));
  }

  /**
   * @param node one of those that are left after one is lost
   */
  private Sizing.Nodes nodes(Simulated node, int count, long connections, int working) {
    int cores = cores(node.rate() * node.switchMicros());
    int installed = working + 1;
    long afterLoss = Math.ceilDiv(connections, working);
    double underWay = node.p50() + rules.scheme().toNanos() / MICROS;
    return new Sizing.Nodes(
        working,
        installed,
        cores,
        cores * installed * count,
        Math.ceilDiv(connections, installed),
        afterLoss * Measurements.CONNECTION_BYTES,
        ceil(node.rate() * underWay / 1e3));
  }

  private Sizing.Database database(Simulated node, int count, double peakEach, int working) {
    double micros = node.databaseMicros() * (working > 1 ? Measurements.SEVERAL_WRITERS : 1);
    return new Sizing.Database(
        micros,
        node.groupsPerSecond() * working,
        cores(peakEach * micros),
        Math.ceilDiv(demand.terminals(), count) * PAGE);
  }

  private Sizing.Storage storage(int count) {
    double wal = Measurements.WAL_BYTES + fullPageBytes(count);
    double daily =
        (double) demand.transactionsADay()
            * (Measurements.JOURNAL_BYTES + Measurements.SETTLEMENT_BYTES);
    return new Sizing.Storage(
        wal,
        wal * demand.peak(),
        daily,
        daily * DAYS_A_YEAR * rules.years(),
        demand.peak() * NETWORK_BYTES);
  }

  /**
   * After a checkpoint the first change of a page puts all of it into the WAL. A terminal's newest
   * keys are taken to lie in a page of the primary key that no other terminal's are in.
   */
  private double fullPageBytes(int count) {
    double purchases = demand.peak() / count * rules.checkpoint().toSeconds();
    double pages = (double) demand.terminals() / count;
    double touched = pages * (1 - Math.exp(-purchases / pages));
    return PAGE * touched / purchases;
  }

  private int cores(double microsPerSecond) {
    return Math.max(LEAST_CORES, ceil(microsPerSecond / MICROS / rules.headroom()));
  }

  private static int ceil(double value) {
    return (int) Math.ceil(value);
  }
}
