package io.oneclear.store.settlement;

import io.oneclear.merchant.CardProduct;
import io.oneclear.store.settlement.Deal.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Some days of some shops, all of it decided by a seed before the first is settled: what is sold,
 * voided, refunded and reversed, what the scheme's files leave out, bring a day early or late or
 * state otherwise, whose account is not verified or changes, when the bank is slow, which items a
 * person ends.
 */
final class SeededWorld {

  private static final CardProduct[] PRODUCTS = CardProduct.values();

  /** After the last sale: what was late has come by then. */
  private static final int QUIET_DAYS = 3;

  /** The bank pays at the third attempt, so that every world comes to an end. */
  private static final String LAST_ATTEMPT = "03";

  private final SplittableRandom random;
  private final long seed;
  private final List<LocalDate> dates = new ArrayList<>();
  private final List<Deal> deals = new ArrayList<>();
  private final List<Stray> strays = new ArrayList<>();
  private final int shops;
  private int nextReversal = 900_000;

  /** A line of the scheme's about nothing of ours. */
  record Stray(LocalDate date, int shop, int number, long fen) {}

  SeededWorld(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed);
    shops = 3 + random.nextInt(4);
    int busy = 2 + random.nextInt(3);
    for (int day = 0; day < busy + QUIET_DAYS; day++) {
      dates.add(SettlementHouse.FRIDAY.plusDays(day));
    }
    for (int day = 0; day < busy; day++) {
      sell(dates.get(day), 20 + random.nextInt(100));
    }
    deals.forEach(this::clear);
  }

  private void sell(LocalDate date, int count) {
    int[] traces = new int[2 * shops];
    for (int i = 0; i < count; i++) {
      int roll = random.nextInt(100);
      if (roll < 12) {
        pick(deal -> deal.untouched() && !deal.date.isBefore(date.minusDays(1)))
            .forEach(
                sale -> {
                  Deal undone = add(date, traces, Kind.VOID, sale, sale.fen);
                  sale.voidedBy = undone;
                });
      } else if (roll < 24) {
        pick(sale -> refundable(sale) > 0).forEach(sale -> refund(date, traces, sale));
      } else if (roll < 28) {
        pick(deal -> deal.untouched() && deal.date.isBefore(date))
            .forEach(sale -> reverse(sale, date));
      } else if (roll < 30) {
        pick(deal -> deal.kind == Kind.VOID && deal.reversedOn == null && deal.date.isBefore(date))
            .forEach(undone -> reverse(undone, date));
      } else {
        Deal sale = add(date, traces, Kind.PURCHASE, null, amount());
        if (random.nextInt(12) == 0) {
          sale.state = List.of("DECLINED", "TIMED_OUT", "REVERSED").get(random.nextInt(3));
        }
      }
    }
    if (random.nextInt(3) == 0) {
      strays.add(new Stray(date, random.nextInt(shops), nextReversal++, amount()));
    }
  }

  private Stream<Deal> pick(Predicate<Deal> which) {
    List<Deal> all = deals.stream().filter(which).toList();
    return all.isEmpty() ? Stream.empty() : Stream.of(all.get(random.nextInt(all.size())));
  }

  /** What of a sale may still be given back; a void that was reversed ends the matter here. */
  private static long refundable(Deal sale) {
    boolean stands =
        sale.kind == Kind.PURCHASE
            && sale.captured()
            && sale.voidedBy == null
            && sale.reversedOn == null;
    return stands ? sale.fen - sale.refundedFen : 0;
  }

  private void refund(LocalDate date, int[] traces, Deal sale) {
    long rest = refundable(sale);
    long fen = random.nextBoolean() ? rest : 1 + random.nextLong(rest);
    add(date, traces, Kind.REFUND, sale, fen);
    sale.refundedFen += fen;
  }

  private void reverse(Deal deal, LocalDate date) {
    deal.reversedOn = date;
    deal.reversalCleared = random.nextInt(8) != 0;
  }

  private Deal add(LocalDate date, int[] traces, Kind kind, Deal original, long fen) {
    int terminal =
        original == null ? random.nextInt(2 * shops) : 2 * original.shop + random.nextInt(2);
    CardProduct product =
        original == null ? PRODUCTS[random.nextInt(PRODUCTS.length)] : original.product;
    Deal deal =
        new Deal(
            deals.size() + 1L,
            date,
            terminal / 2,
            terminal,
            ++traces[terminal],
            kind,
            product,
            fen,
            original);
    deals.add(deal);
    return deal;
  }

  /** From a few fen to ten thousand yuan: fees that round up, round down and meet their caps. */
  private long amount() {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextLong(200);
      case 1 -> 100 + random.nextLong(100_000);
      case 2 -> 100L * (1 + random.nextLong(5_000));
      default -> 200_000 + random.nextLong(800_000);
    };
  }

  private void clear(Deal deal) {
    switch (random.nextInt(40)) {
      case 0 -> deal.clearedOn = deal.date.plusDays(1);
      case 1 -> {
        if (deal.date.isAfter(dates.getFirst())) {
          deal.clearedOn = deal.date.minusDays(1);
        }
      }
      case 2 -> deal.clearedOn = null;
      case 3 -> deal.clearedFen = deal.fen + random.nextLong(1, 51);
      case 4 -> deal.feeTooHigh = random.nextLong(1, 10);
      default -> {
        // As it should be.
      }
    }
  }

  int shops() {
    return shops;
  }

  List<LocalDate> dates() {
    return dates;
  }

  List<Deal> deals() {
    return deals;
  }

  List<Deal> deals(LocalDate date) {
    return deals.stream().filter(deal -> deal.date.equals(date)).toList();
  }

  List<Deal> reversedOn(LocalDate date) {
    return deals.stream().filter(deal -> date.equals(deal.reversedOn)).toList();
  }

  List<Stray> strays(LocalDate date) {
    return strays.stream().filter(stray -> stray.date.equals(date)).toList();
  }

  /** What happens for reasons of its own, whatever else happens: the same answer every time. */
  private boolean happens(String what, Object about, int oneIn) {
    long mixed = seed * 0x9E37_79B9_7F4A_7C15L + (what + "/" + about).hashCode();
    return new SplittableRandom(mixed).nextInt(oneIn) == 0;
  }

  /** The next day sells before this one is settled. */
  boolean sellsAhead(LocalDate date) {
    return happens("ahead", date, 3);
  }

  boolean bankIsSlow(LocalDate date) {
    return happens("slow", date, 4);
  }

  boolean accountUnverified(LocalDate date, int shop) {
    return happens("unverified " + shop, date, 12);
  }

  boolean accountChanges(LocalDate date, int shop) {
    return happens("account " + shop, date, 12);
  }

  boolean accountChangesAfterApproval(LocalDate date) {
    return happens("late account", date, 4);
  }

  /** A person ends an item two days after it was opened. */
  boolean personEnds(Deal deal) {
    return happens("person", deal.id, 2);
  }

  /** What the bank makes of a payment. */
  enum Fate {
    PAID,
    PAID_LATER,
    REJECTED,
    RETURNED
  }

  Fate fate(String endToEndId) {
    if (endToEndId.endsWith(LAST_ATTEMPT)) {
      return Fate.PAID;
    }
    if (happens("rejected", endToEndId, 8)) {
      return Fate.REJECTED;
    }
    if (happens("returned", endToEndId, 8)) {
      return Fate.RETURNED;
    }
    return happens("later", endToEndId, 8) ? Fate.PAID_LATER : Fate.PAID;
  }
}
