package io.oneclear.store.settlement;

import io.oneclear.merchant.CardProduct;
import io.oneclear.merchant.Rate;
import io.oneclear.merchant.fee.FeeBook;
import io.oneclear.merchant.fee.FeePlan;
import io.oneclear.merchant.fee.FeeRule;
import io.oneclear.merchant.fee.FeeTier;
import io.oneclear.merchant.fee.MccClass;
import io.oneclear.merchant.fee.MccEntry;
import io.oneclear.merchant.fee.TierBasis;
import io.oneclear.settlement.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fee book in its tables. */
final class FeeTables {

  private final Units units;

  FeeTables(Units units) {
    this.units = units;
  }

  FeeBook load() {
    return units.unit(FeeTables::load);
  }

  private static FeeBook load(Sql sql) throws SQLException {
    Map<String, List<FeeTier>> tiers = new HashMap<>();
    sql.list(
        row ->
            tiers.computeIfAbsent(row.getString("rule_id"), _ -> new ArrayList<>()).add(tier(row)),
        "SELECT * FROM fee_tier ORDER BY rule_id, from_fen");
    Map<String, List<FeeRule>> byOwner = new HashMap<>();
    sql.list(
        row ->
            byOwner
                .computeIfAbsent(owner(row), _ -> new ArrayList<>())
                .add(rule(row, tiers.getOrDefault(row.getString("rule_id"), List.of()))),
        "SELECT * FROM fee_rule ORDER BY rule_id");
    List<FeePlan> plans =
        sql.list(
            row ->
                new FeePlan(
                    row.getString("plan"),
                    row.getString("name"),
                    byOwner.getOrDefault("plan " + row.getString("plan"), List.of())),
            "SELECT * FROM fee_plan ORDER BY plan");
    List<MccEntry> mccs =
        sql.list(
            row ->
                new MccEntry(
                    row.getString("mcc"),
                    MccClass.valueOf(row.getString("mcc_class")),
                    row.getObject("holds_from", LocalDate.class)),
            "SELECT * FROM mcc_class ORDER BY mcc, holds_from");
    return new FeeBook(
        plans,
        byOwner.getOrDefault("ISSUER", List.of()),
        byOwner.getOrDefault("NETWORK", List.of()),
        mccs);
  }

  private static String owner(ResultSet row) throws SQLException {
    String plan = row.getString("plan");
    return plan == null ? row.getString("cost") : "plan " + plan;
  }

  private static FeeTier tier(ResultSet row) throws SQLException {
    long cap = row.getLong("cap_fen");
    boolean noCap = row.wasNull();
    return new FeeTier(
        row.getLong("from_fen"),
        new Rate(row.getLong("rate_e8")),
        row.getLong("minimum_fen"),
        noCap ? FeeTier.NO_CAP : cap,
        row.getLong("fixed_fen"));
  }

  private static FeeRule rule(ResultSet row, List<FeeTier> tiers) throws SQLException {
    String mccClass = row.getString("mcc_class");
    return new FeeRule(
        row.getString("rule_id"),
        CardProduct.valueOf(row.getString("product")),
        mccClass == null ? null : MccClass.valueOf(mccClass),
        row.getObject("holds_from", LocalDate.class),
        row.getObject("holds_until", LocalDate.class),
        TierBasis.valueOf(row.getString("basis")),
        tiers);
  }

  void add(FeeBook book) {
    units.unit(
        sql -> {
          Map<String, FeeRule> known = new HashMap<>();
          FeeBook before = load(sql);
          before.plans().forEach(plan -> plan.rules().forEach(r -> known.put(r.id(), r)));
          before.issuerFees().forEach(rule -> known.put(rule.id(), rule));
          before.networkFees().forEach(rule -> known.put(rule.id(), rule));
          for (FeePlan plan : book.plans()) {
            sql.update(
                "INSERT INTO fee_plan (plan, name) VALUES (?, ?)"
                    + " ON CONFLICT (plan) DO UPDATE SET name = excluded.name",
                plan.code(),
                plan.name());
            for (FeeRule rule : plan.rules()) {
              add(sql, rule, plan.code(), null, known);
            }
          }
          for (FeeRule rule : book.issuerFees()) {
            add(sql, rule, null, "ISSUER", known);
          }
          for (FeeRule rule : book.networkFees()) {
            add(sql, rule, null, "NETWORK", known);
          }
          for (MccEntry entry : book.mccs()) {
            add(sql, entry);
          }
          // Old and new together must make sense; if not, this refuses and all is undone.
          return load(sql);
        });
  }

  private static void add(
      Sql sql, FeeRule rule, String plan, String cost, Map<String, FeeRule> known)
      throws SQLException {
    FeeRule before = known.get(rule.id());
    if (before == null) {
      insert(sql, rule, plan, cost);
    } else if (!before.equals(rule)) {
      FeeRule ended =
          new FeeRule(
              before.id(),
              before.product(),
              before.mccClass(),
              before.from(),
              rule.until(),
              before.basis(),
              before.tiers());
      if (before.until() != null || !ended.equals(rule)) {
        throw new RefusedException(
            "fee rule " + rule.id() + " is there with another price: a new price is a new rule");
      }
      sql.update("UPDATE fee_rule SET holds_until = ? WHERE rule_id = ?", rule.until(), rule.id());
    }
  }

  private static void insert(Sql sql, FeeRule rule, String plan, String cost) throws SQLException {
    sql.update(
        """
        INSERT INTO fee_rule (rule_id, plan, cost, product, mcc_class, holds_from, holds_until, basis)
        VALUES (?, ?, ?, ?, ?, ?, ?::date, ?)
        """,
        rule.id(),
        plan,
        cost,
        rule.product(),
        rule.mccClass() == null ? null : rule.mccClass().name(),
        rule.from(),
        rule.until() == null ? null : rule.until().toString(),
        rule.basis());
    for (FeeTier tier : rule.tiers()) {
      sql.update(
          """
          INSERT INTO fee_tier (rule_id, from_fen, rate_e8, minimum_fen, cap_fen, fixed_fen)
          VALUES (?, ?, ?, ?, nullif(?, 9223372036854775807), ?)
          """,
          rule.id(),
          tier.fromFen(),
          tier.rate().e8(),
          tier.minimumFen(),
          tier.capFen(),
          tier.fixedFen());
    }
  }

  private static void add(Sql sql, MccEntry entry) throws SQLException {
    sql.update(
        "INSERT INTO mcc_class (mcc, holds_from, mcc_class) VALUES (?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        entry.mcc(),
        entry.from(),
        entry.mccClass());
    String stands =
        sql.first(
                row -> row.getString(1),
                "SELECT mcc_class FROM mcc_class WHERE mcc = ? AND holds_from = ?",
                entry.mcc(),
                entry.from())
            .orElseThrow();
    if (!stands.equals(entry.mccClass().name())) {
      throw new RefusedException(
          "mcc " + entry.mcc() + " is " + stands + " from " + entry.from() + ": add a later entry");
    }
  }
}
