package io.oneclear.proof;

import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.merchant.Terminal;
import io.oneclear.message.BatchNumber;
import io.oneclear.message.MerchantId;
import io.oneclear.message.TerminalId;
import io.oneclear.proof.journal.Database;
import io.oneclear.proof.node.Node;
import io.oneclear.proof.node.Tampering;
import io.oneclear.proof.node.World;
import io.oneclear.proof.rule.Findings;
import io.oneclear.proof.rule.MoneyRules;
import io.oneclear.proof.rule.Numbers;
import io.oneclear.proof.rule.SendGuard;
import io.oneclear.proof.rule.Transitions;
import io.oneclear.proof.scheme.SchemeBook;
import io.oneclear.proof.scheme.SimulatedScheme;
import io.oneclear.proof.terminal.Assistant;
import io.oneclear.proof.terminal.Shop;
import io.oneclear.proof.terminal.TerminalLine;
import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Coverage.Section;
import io.oneclear.proof.world.Equipment;
import io.oneclear.proof.world.Fault;
import io.oneclear.proof.world.SimulatedTime;
import io.oneclear.proof.world.Trace;
import io.oneclear.proof.world.Weather;
import io.oneclear.switching.journal.TransactionState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * One run under one seed: a shop's terminals work through bad weather, then the weather calms down,
 * everything comes to rest, and the money rules are checked.
 */
final class Simulation {

  private static final String MERCHANT = "898110153110001";
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final Instant MORNING = Instant.parse("2026-11-26T02:30:00Z");

  /** Storms end by then, whatever the terminals have got done. */
  private static final Duration STORM = Duration.ofMinutes(40);

  /** By then everything must have come to rest: a clock set back delays what is due by an hour. */
  private static final Duration REST = Duration.ofHours(10);

  private final long seed;
  private final SimulatedTime time = new SimulatedTime(MORNING);
  private final Coverage coverage = new Coverage();
  private final Trace trace = new Trace(time);
  private final Findings findings = new Findings(trace);
  private final Chance chance;
  private final Weather weather;
  private final Database database;
  private final Map<String, SimulatedScheme> schemes = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Shop shop;
  private final List<Assistant> assistants = new ArrayList<>();

  Simulation(long seed, Equipment equipment, Tampering tampering) {
    this.seed = seed;
    chance = new Chance(seed);
    RandomGenerator random = chance.split();
    weather = new Weather(chance, coverage, trace);
    World world = new World(equipment, time, weather, chance, random, trace, coverage);
    Transitions transitions = new Transitions(coverage, trace, findings);
    Numbers numbers = new Numbers(findings);
    database =
        new Database(
            merchant(),
            TODAY,
            (before, after) -> {
              transitions.changed(before, after);
              numbers.changed(before, after);
            });
    for (String name : List.of("first", "second")) {
      schemes.put(
          name,
          new SimulatedScheme(
              name,
              new SimulatedScheme.Surroundings(equipment, time, weather, chance, trace, coverage)));
    }
    SendGuard guard = new SendGuard(database, equipment.cups(), findings);
    int howMany = chance.oneIn(3) ? 2 : 1;
    for (int number = 1; number <= howMany; number++) {
      nodes.add(
          new Node(
              number,
              world,
              new Node.Shared(database, schemes, guard, numbers),
              findings,
              tampering));
    }
    TerminalLine line = new TerminalLine(time, weather, chance, () -> chance.pick(nodes)::receive);
    shop =
        new Shop(
            new Shop.Surroundings(
                equipment,
                time,
                weather,
                chance,
                random,
                trace,
                coverage,
                line,
                MERCHANT,
                patience()));
    for (Assistant.Deed deed : Assistant.Deed.values()) {
      coverage.expect(Section.DEEDS, deed.name());
    }
    for (int i = chance.between(1, 3); i > 0; i--) {
      String id = "1000000" + i;
      database.put(terminal(id, equipment));
      assistants.add(new Assistant(shop, id, chance.between(3, 12)));
    }
  }

  SeedResult run() {
    try {
      nodes.forEach(Node::start);
      assistants.forEach(Assistant::begin);
      time.afterMillis(chance.between(100, 60_000), this::jumpTheClock);
      pass(STORM, () -> assistants.stream().allMatch(Assistant::resting));
      weather.calmDown();
      rest();
    } catch (RuntimeException e) {
      findings.add(0, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }
    return new SeedResult(seed, findings.violations(), coverage, trace.hash(), trace.lines());
  }

  private void rest() {
    boolean quiet = pass(REST, () -> allAtRest(Assistant::resting));
    assistants.forEach(assistant -> assistant.closeShop(() -> {}));
    quiet &= pass(REST, () -> allAtRest(Assistant::done));
    if (!quiet) {
      findings.add(0, "the world", "does not come to rest");
    }
    shop.complaints().forEach(this::complaint);
    Map<String, SchemeBook> books = new LinkedHashMap<>();
    schemes.forEach((name, scheme) -> books.put(name, scheme.book()));
    new MoneyRules(database, books, shop.slips(), findings).check(Node.FORWARD.maxAttempts());
  }

  private void complaint(String text) {
    int space = text.indexOf(' ');
    findings.add(
        Integer.parseInt(text.substring(0, space)), text.substring(space + 1), "a terminal");
  }

  private boolean allAtRest(Predicate<Assistant> finished) {
    return nodes.stream().allMatch(Node::quiet)
        && database.queued().isEmpty()
        && assistants.stream().allMatch(finished)
        && database.transactions().stream()
            .noneMatch(
                row -> row.entry().state() == TransactionState.SENT && !parked(row.aboutId()));
  }

  private boolean parked(long about) {
    return database.advices().stream().anyMatch(advice -> advice.aboutId() == about);
  }

  /** Lets time pass until {@code enough}; false if that did not come about. */
  private boolean pass(Duration most, BooleanSupplier enough) {
    long until = time.nanos() + most.toNanos();
    while (!enough.getAsBoolean()) {
      if (!time.step(until)) {
        return false;
      }
    }
    return true;
  }

  private void jumpTheClock() {
    boolean forward = chance.oneIn(2);
    if (weather.strikes(Fault.CLOCK_JUMP, forward ? "forward" : "back")) {
      Duration by = Duration.ofSeconds(chance.between(1, 3_600));
      time.jump(forward ? by : by.negated());
    }
    time.afterMillis(chance.between(100, 60_000), this::jumpTheClock);
  }

  /** A minute, as the rules want it; some give up while the answer is still on its way. */
  private Duration patience() {
    return chance.oneIn(4) ? Duration.ofSeconds(chance.between(2, 30)) : Duration.ofSeconds(60);
  }

  private static Merchant merchant() {
    return new Merchant(
        new MerchantId(MERCHANT),
        "一清小店",
        "一清小店有限公司",
        "91310000MA1K000001",
        "5311",
        MerchantState.LIVE,
        "standard",
        SettlementCycle.T1,
        new Limits(5_000_000, 30));
  }

  private static Terminal terminal(String id, Equipment equipment) {
    return new Terminal(
        new TerminalId(id),
        new MerchantId(MERCHANT),
        "SN" + id,
        Terminal.State.ACTIVE,
        Terminal.KeyAlgorithm.TDES,
        equipment.tmkBlock(),
        null,
        null,
        new BatchNumber(1),
        TODAY,
        Terminal.BatchState.OPEN);
  }
}
