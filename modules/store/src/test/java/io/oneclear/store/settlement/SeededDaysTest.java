package io.oneclear.store.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneclear.settlement.RefusedException;
import io.oneclear.settlement.RunOptions;
import io.oneclear.settlement.RunResult;
import io.oneclear.settlement.SettlementListener;
import io.oneclear.settlement.Step;
import io.oneclear.settlement.report.TieOutLine;
import io.oneclear.store.administration.ItemDesk;
import io.oneclear.store.administration.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days under a seed, settled on the real PostgreSQL twice: by workers nobody disturbs, and by
 * workers that die, lose their connections and meet others. Both must leave the same bytes and the
 * same money, and that money must be what one reckons without a database and what the bank has in
 * its own books. {@code -Dsettlement.seeds=500 -Dsettlement.seed=1} for more of them; where the
 * workers were struck is written to {@code target/seeded-days.txt}.
 */
class SeededDaysTest {

  private static final int SEEDS = Integer.getInteger("settlement.seeds", 2);
  private static final long FIRST = Long.getLong("settlement.seed", 1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @TempDir Path directory;

  @Test
  void whateverDisturbsTheWorkersTheMoneyIsWhatOneReckonsByHand() throws Exception {
    Map<String, Integer> struck = new TreeMap<>();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        SettledBooks calm = settled(seed, Optional.empty());
        assertThat(settled(seed, Optional.of(struck))).isEqualTo(calm);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    writeDown(struck);
    assertThat(struck).as("troubles").isNotEmpty();
  }

  /** What troubled the workers where, and how often. */
  private static void writeDown(Map<String, Integer> struck) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("seeds %d to %d".formatted(FIRST, FIRST + SEEDS - 1));
    struck.forEach((at, times) -> lines.add("%6d %s".formatted(times, at)));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/seeded-days.txt"), lines);
  }

  private SettledBooks settled(long seed, Optional<Map<String, Integer>> struck)
      throws IOException {
    SeededWorld world = new SeededWorld(seed);
    Path files = directory.resolve(seed + (struck.isEmpty() ? "-calm" : "-troubled"));
    try (SettlementHouse house = SettlementHouse.open(files).withMerchants(world.shops())) {
      Run run = new Run(house, world, struck.map(_ -> new Trouble(house, seed)));
      run.allDays();
      run.check();
      run.trouble.ifPresent(
          trouble ->
              trouble
                  .struckAt()
                  .forEach((at, times) -> struck.orElseThrow().merge(at, times, Integer::sum)));
      return SettledBooks.of(house);
    }
  }

  /** One house through all days of a world. */
  private static final class Run {

    private static final int MOST_PLACES = 40;
    private static final int MOST_ATTEMPTS = 60;
    private static final int MOST_EXTRA_DAYS = 12;

    private final SettlementHouse house;
    private final SeededWorld world;
    private final Optional<Trouble> trouble;
    private final WorldWriter writer;
    private final ExpectedBooks expected;
    private final SeededBank bank;
    private final Set<LocalDate> sold = new TreeSet<>();
    private final Set<LocalDate> unfinished = new TreeSet<>();
    private final Set<String> repaid = new LinkedHashSet<>();

    Run(SettlementHouse house, SeededWorld world, Optional<Trouble> trouble) {
      this.house = house;
      this.world = world;
      this.trouble = trouble;
      this.writer = new WorldWriter(house, world);
      this.expected =
          new ExpectedBooks(
              world,
              house.texts("SELECT fee_plan FROM merchant ORDER BY right(merchant_id, 4)"),
              house.texts("SELECT mcc FROM merchant ORDER BY right(merchant_id, 4)"));
      this.bank = new SeededBank(world, house.config().out(), house.config().bankAnswers());
      trouble.ifPresent(some -> house.checkpoint = some);
    }

    void allDays() throws IOException {
      for (LocalDate date : world.dates()) {
        morning(date);
        sell(date);
        if (world.sellsAhead(date)) {
          sell(date.plusDays(1));
        }
        writer.reverse(date);
        writer.clear(date, expected.fees());
        setAccounts(date, true);
        unfinished.add(date);
        for (LocalDate day : List.copyOf(unfinished)) {
          settle(day, !world.bankIsSlow(date));
        }
        setAccounts(date, false);
      }
      LocalDate after = world.dates().getLast();
      for (int day = 1; !atRest(); day++) {
        assertThat(day).as("days until all is paid").isLessThan(MOST_EXTRA_DAYS);
        morning(after.plusDays(day));
        for (LocalDate open : List.copyOf(unfinished)) {
          settle(open, true);
        }
      }
    }

    private boolean atRest() throws IOException {
      bank.read(accounts());
      return unfinished.isEmpty() && bank.hasSaidAll() && cameBack().isEmpty();
    }

    /** The clock, people and the bank before a day is settled. */
    private void morning(LocalDate date) throws IOException {
      house.now = date.atTime(LocalTime.of(23, 10)).atZone(ZONE).toInstant();
      peopleEndItems(date);
      bank.answer();
      until(() -> house.settlement().takeBankAnswers());
      for (String id : cameBack()) {
        repay(id);
      }
      bank.read(accounts());
    }

    private void sell(LocalDate date) {
      if (sold.add(date)) {
        writer.sell(date);
      }
    }

    /** Whose account is not verified today, and whose is another one from today on. */
    private void setAccounts(LocalDate date, boolean morning) {
      for (int shop = 0; shop < world.shops(); shop++) {
        String merchant = writer.merchant(shop);
        if (world.accountUnverified(date, shop)) {
          house.sql(
              "UPDATE settlement_account SET verified_at = ?::timestamptz WHERE merchant_id = ?",
              morning ? null : house.now,
              merchant);
        } else if (morning && world.accountChanges(date, shop)) {
          changeAccount(merchant);
        }
      }
    }

    private void changeAccount(String merchant) {
      house.sql(
          "UPDATE settlement_account SET account_number = (account_number::numeric + 1)::text"
              + " WHERE merchant_id = ?",
          merchant);
    }

    private Map<String, String> accounts() {
      return house
          .texts("SELECT merchant_id || ' ' || account_number FROM settlement_account")
          .stream()
          .map(line -> line.split(" ", -1))
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private void peopleEndItems(LocalDate date) {
      for (Deal deal : world.deals(date.minusDays(ExpectedBooks.PATIENCE))) {
        if (deal.captured() && deal.clearedOn == null && world.personEnds(deal)) {
          String item = ExpectedBooks.shortItem(deal.date, deal, deal.kind.name());
          Set<Long> open =
              house
                  .texts(
                      "SELECT id::text FROM open_item WHERE kind || ' ' || subject = ?"
                          + " AND state = 'OPEN'",
                      item)
                  .stream()
                  .map(Long::valueOf)
                  .collect(Collectors.toSet());
          if (!open.isEmpty()) {
            new ItemDesk(house.database, house.clock())
                .resolve(open, new Signature("zhao", "the scheme paid by another way"));
          }
        }
      }
    }

    private List<String> cameBack() {
      return house
          .texts(
              "SELECT end_to_end_id FROM payout WHERE state IN ('REJECTED', 'RETURNED') ORDER BY 1")
          .stream()
          .filter(id -> !repaid.contains(id))
          .toList();
    }

    /** Typed again until it is said to be done. */
    private void repay(String id) {
      until(
          () -> {
            try {
              return house.settlement().repay(id, "li", "wang").endToEndId();
            } catch (RefusedException e) {
              assertThat(trouble).as(e.getMessage()).isPresent();
              assertThat(e).hasMessage(id + " is paid again already");
              return id;
            }
          });
      repaid.add(id);
    }

    private <T> T until(Supplier<T> work) {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        Optional<T> done = attempt(3, work);
        if (done.isPresent()) {
          return done.get();
        }
      }
      throw new AssertionError("never done");
    }

    private <T> Optional<T> attempt(int most, Supplier<T> work) {
      return trouble.isEmpty() ? Optional.of(work.get()) : trouble.get().attempt(most, work);
    }

    /** One date, as far as people and bank let it. */
    private void settle(LocalDate date, boolean bankIsOpen) throws IOException {
      boolean accountChanged = false;
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        Optional<RunResult> result =
            attempt(
                MOST_PLACES,
                () -> house.settlement().run(date, RunOptions.ALL, SettlementListener.NONE));
        bank.read(accounts());
        switch (result.orElse(null)) {
          case null -> {
            // The next worker goes on.
          }
          case RunResult.Closed _ -> {
            unfinished.remove(date);
            return;
          }
          case RunResult.Waiting(LocalDate _, Step step, String _) when step == Step.APPROVE ->
              approve(date);
          case RunResult.Waiting(LocalDate _, Step step, String _) when step == Step.CONFIRM -> {
            if (!bankIsOpen) {
              return;
            }
            bank.answer();
          }
          case RunResult.Refused(LocalDate _, Step step, String why)
              when step == Step.PAY && why.contains("approve") ->
              approve(date);
          case RunResult other -> throw new AssertionError(other.line());
        }
        if (!accountChanged
            && world.accountChangesAfterApproval(date)
            && result.orElse(null) instanceof RunResult.Waiting waiting
            && waiting.step() == Step.APPROVE) {
          accountChanged = true;
          changeAccount(writer.merchant(0));
        }
      }
      throw new AssertionError(date + " is never closed");
    }

    private void approve(LocalDate date) {
      attempt(2, () -> house.settlement().approve(date, "li", "wang"));
    }

    void check() {
      assertThat(bank.wrong()).as("what the bank was told").isEmpty();
      assertThat(
              house
                  .texts(
                      "SELECT concat_ws('|', business_date, transaction_id, kind, signed_fen,"
                          + " merchant_fee_fen, issuer_fee_fen, network_fee_fen) FROM settlement_line")
                  .stream()
                  .sorted()
                  .toList())
          .isEqualTo(expected.lines());
      for (int shop = 0; shop < world.shops(); shop++) {
        checkShop(shop);
      }
      assertThat(openItems()).isEqualTo(expected.items());
      for (LocalDate date : world.dates()) {
        assertThat(house.settlement().report(date).tieOut()).allMatch(TieOutLine::tied);
      }
      SettlementDayTest.assertClean(house);
    }

    private void checkShop(int shop) {
      String merchant = writer.merchant(shop);
      long held =
          -house.number(
              "SELECT coalesce(sum(balance_fen), 0)::bigint FROM account_balance"
                  + " WHERE account = 'MERCHANT_HELD' AND merchant_id = ?",
              merchant);
      long carried =
          house.number(
              "SELECT coalesce((SELECT carried_out_fen FROM settlement_net WHERE merchant_id = ?"
                  + " ORDER BY business_date DESC LIMIT 1), 0)",
              merchant);
      assertThat(held).as("held from shop " + shop).isEqualTo(expected.held(shop));
      assertThat(bank.paid(merchant) + held + carried)
          .as("paid, held and carried forward of shop " + shop)
          .isEqualTo(expected.owed(shop));
    }

    /** Differences with the scheme, as {@link ExpectedBooks#items} names them. */
    private Set<String> openItems() {
      Set<String> items = new TreeSet<>();
      house
          .texts(
              """
              SELECT kind || ' ' || CASE kind WHEN 'CLEARING_LONG' THEN business_date || ' ' || amount_fen
                WHEN 'CLEARING_FEE' THEN business_date || '/' || (
                  SELECT count(*) FROM merchant m WHERE right(m.merchant_id, 4) < right(i.merchant_id, 4))
                ELSE subject END
              FROM open_item i WHERE kind LIKE 'CLEARING_%' AND state = 'OPEN'
              """)
          .forEach(items::add);
      return items;
    }
  }
}
