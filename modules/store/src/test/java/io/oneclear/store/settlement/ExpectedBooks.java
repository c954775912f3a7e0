package io.oneclear.store.settlement;

import io.oneclear.settlement.fee.FeeEngine;
import io.oneclear.settlement.fee.FeeInputs;
import io.oneclear.settlement.fee.Fees;
import io.oneclear.settlement.fee.RefundFeePolicy;
import io.oneclear.store.settlement.Deal.Kind;
import io.oneclear.store.settlement.SeededWorld.Stray;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the settlement of a {@link SeededWorld} must come to, reckoned one transaction after the
 * other, without a database: lines, what each shop is owed, what of it is held, which items stay
 * open.
 */
final class ExpectedBooks {

  /** Days after which a person ends the item of what is missing. */
  static final int PATIENCE = 2;

  private final SeededWorld world;
  private final List<String> plans;
  private final List<String> mccs;
  private final Map<Deal, Fees> fees = new HashMap<>();
  private final Map<Deal, Long> refundedBefore = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final long[] owed;
  private final Map<LocalDate, long[]> sales = new TreeMap<>();

  /** Ours that no file has: purchases among them are held, with the voids of the same date. */
  private final Set<Difference> missing = new HashSet<>();

  private final Set<Deal> held = new HashSet<>();
  private final Set<String> items = new TreeSet<>();

  /** What of ours is missing in the file of its date. */
  private record Difference(LocalDate date, Deal deal, boolean reversal) {}

  ExpectedBooks(SeededWorld world, List<String> plans, List<String> mccs) {
    this.world = world;
    this.plans = plans;
    this.mccs = mccs;
    this.owed = new long[world.shops()];
    world.dates().forEach(this::price);
    world.dates().forEach(this::reconcile);
  }

  /** The fees of every transaction that is captured. */
  Map<Deal, Fees> fees() {
    return fees;
  }

  /** {@code date|transaction|kind|signed|merchant's fee|issuer's|network's}, sorted. */
  List<String> lines() {
    return lines.stream().sorted().toList();
  }

  /** Of a shop over all days, less fees. */
  long owed(int shop) {
    return owed[shop];
  }

  /** What of that is held in the end. */
  long held(int shop) {
    long sum = 0;
    for (Deal sale : held) {
      if (sale.shop == shop) {
        sum += net(sale);
        if (sale.voidedBy != null && sale.voidedBy.date.equals(sale.date)) {
          sum += net(sale.voidedBy);
        }
      }
    }
    return sum;
  }

  /** {@code kind date/…} of the differences that stay open. */
  Set<String> items() {
    return items;
  }

  private long net(Deal deal) {
    return deal.signedFen() - fees.get(deal).merchant().fen();
  }

  private void price(LocalDate date) {
    FeeEngine engine = new FeeEngine(HouseFees.book(), date);
    long[] sold = new long[world.shops()];
    for (Deal deal : world.deals(date)) {
      if (deal.captured() && deal.kind == Kind.PURCHASE) {
        long before = 0;
        for (long[] day : sales.values()) {
          before += day[deal.shop];
        }
        fees.put(
            deal,
            engine.price(
                new FeeInputs(
                    plans.get(deal.shop),
                    mccs.get(deal.shop),
                    deal.product,
                    deal.fen,
                    date,
                    before)));
        sold[deal.shop] += deal.fen;
      }
    }
    sales.put(date, sold);
    for (Deal deal : world.deals(date)) {
      if (deal.captured() && deal.kind != Kind.PURCHASE) {
        fees.put(deal, givenBack(deal));
      }
      if (deal.captured()) {
        line(date, deal, deal.kind.name(), deal.signedFen(), fees.get(deal));
      }
    }
    for (Deal deal : world.reversedOn(date)) {
      line(date, deal, "LATE_REVERSAL", -deal.signedFen(), FeeEngine.cancel(fees.get(deal)));
    }
  }

  private Fees givenBack(Deal deal) {
    Fees whole = fees.get(deal.original);
    if (deal.kind == Kind.VOID) {
      return FeeEngine.cancel(whole);
    }
    long before = refundedBefore.merge(deal.original, deal.fen, Long::sum) - deal.fen;
    return FeeEngine.refund(
        whole, deal.original.fen, deal.fen, before, RefundFeePolicy.PROPORTIONAL);
  }

  private void line(LocalDate date, Deal deal, String kind, long signed, Fees cost) {
    owed[deal.shop] += signed - cost.merchant().fen();
    lines.add(
        "%s|%d|%s|%d|%d|%d|%d"
            .formatted(
                date,
                deal.id,
                kind,
                signed,
                cost.merchant().fen(),
                cost.issuer().fen(),
                cost.network().fen()));
  }

  private void reconcile(LocalDate date) {
    for (Deal deal : world.deals(date.minusDays(PATIENCE))) {
      if (missing.contains(new Difference(deal.date, deal, false)) && world.personEnds(deal)) {
        release(deal);
      }
    }
    for (Deal deal : world.deals(date)) {
      if (deal.captured()) {
        compare(date, deal);
      }
    }
    for (Stray stray : world.strays(date)) {
      items.add("CLEARING_LONG " + date + " " + stray.fen());
    }
    for (Deal deal : world.reversedOn(date)) {
      if (!deal.reversalCleared) {
        // Missing on both sides is no difference: the scheme had it reversed before.
        boolean bothMissing = missing.remove(new Difference(deal.date, deal, false));
        if (bothMissing) {
          release(deal);
        } else {
          missing.add(new Difference(date, deal, true));
          items.add(shortItem(date, deal, "LATE_REVERSAL"));
        }
      }
    }
  }

  private void compare(LocalDate date, Deal deal) {
    if (deal.clearedOn == null) {
      missing.add(new Difference(date, deal, false));
      items.add(shortItem(date, deal, deal.kind.name()));
      if (deal.kind == Kind.PURCHASE) {
        held.add(deal);
      }
    } else if (deal.clearedOn.equals(date)) {
      if (deal.clearedFen != deal.fen) {
        items.add("CLEARING_AMOUNT " + date + "/" + deal.id + "/" + deal.kind);
      }
      if (deal.feeTooHigh != 0) {
        items.add("CLEARING_FEE " + date + "/" + deal.shop);
      }
    }
  }

  static String shortItem(LocalDate date, Deal deal, String kind) {
    return "CLEARING_SHORT " + date + "/" + deal.id + "/" + kind;
  }

  /** Somebody ended the item of a sale, or the scheme did: its money goes to the shop. */
  private void release(Deal deal) {
    held.remove(deal);
    items.remove(shortItem(deal.date, deal, deal.kind.name()));
    missing.remove(new Difference(deal.date, deal, false));
  }
}
