package io.oneclear.proof.journal;

import io.oneclear.merchant.Limits;
import io.oneclear.merchant.Merchant;
import io.oneclear.merchant.MerchantState;
import io.oneclear.merchant.SettlementCycle;
import io.oneclear.message.MerchantId;
import io.oneclear.proof.plant.ForwardingJournal;
import io.oneclear.proof.world.Chance;
import io.oneclear.proof.world.Coverage;
import io.oneclear.proof.world.Life;
import io.oneclear.proof.world.SimulatedTime;
import io.oneclear.proof.world.Trace;
import io.oneclear.proof.world.Weather;
import io.oneclear.switching.journal.Journal;
import io.oneclear.switching.journal.JournalContract;
import io.oneclear.switching.stamp.NumberClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;

/** The simulated journal keeps the contract that the PostgreSQL journal keeps. */
class SimulatedJournalTest extends JournalContract {

  private static final Instant START = Instant.parse("2026-11-26T02:30:00Z");

  private final SimulatedTime time = new SimulatedTime(START);

  @Override
  protected Journal emptyJournal() {
    Chance chance = new Chance(1);
    Trace trace = new Trace(time);
    Coverage coverage = new Coverage();
    Weather weather = new Weather(chance, coverage, trace);
    weather.calmDown();
    Database database = new Database(merchant(), LocalDate.of(2026, 11, 26), (_, _) -> {});
    Life life = new Life(time, weather, chance, () -> {});
    return new Impatient(
        new SimulatedJournal(
            database,
            1,
            new NumberClock(time, time::nanos),
            life,
            new Writer.World(time, weather, chance, trace, coverage)));
  }

  @Override
  protected Instant now() {
    return time.instant();
  }

  /** Lets time pass until what was asked has been answered. */
  private final class Impatient extends ForwardingJournal {

    Impatient(Journal journal) {
      super(journal);
    }

    @Override
    protected <T> CompletableFuture<T> forwarded(CompletableFuture<T> future) {
      while (!future.isDone() && time.step(Long.MAX_VALUE)) {
        // on to the next event
      }
      return future;
    }
  }

  private static Merchant merchant() {
    return new Merchant(
        new MerchantId("898110153110001"),
        "shop",
        "shop",
        "91310000MA1K000001",
        "5311",
        MerchantState.LIVE,
        "standard",
        SettlementCycle.T1,
        new Limits(1, 1));
  }
}
