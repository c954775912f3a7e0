package io.oneclear.merchant.fee;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything a fee can depend on.
 *
 * @param plans merchant prices
 * @param issuerFees 发卡行服务费
 * @param networkFees 网络服务费, the acquirer's side
 * @param mccs classes of merchant categories
 */
public record FeeBook(
    List<FeePlan> plans, List<FeeRule> issuerFees, List<FeeRule> networkFees, List<MccEntry> mccs) {

  public FeeBook {
    plans = List.copyOf(plans);
    issuerFees = List.copyOf(issuerFees);
    networkFees = List.copyOf(networkFees);
    mccs = List.copyOf(mccs);
    refuseContradictions("issuer fees", issuerFees);
    refuseContradictions("network fees", networkFees);
    Set<String> ids = new HashSet<>();
    Set<String> codes = new HashSet<>();
    for (FeePlan plan : plans) {
      if (!codes.add(plan.code())) {
        throw new IllegalArgumentException("fee plan " + plan.code() + " is there twice");
      }
      plan.rules().forEach(rule -> refuseTwice(ids, rule.id()));
    }
    issuerFees.forEach(rule -> refuseTwice(ids, rule.id()));
    networkFees.forEach(rule -> refuseTwice(ids, rule.id()));
    Set<String> entries = new HashSet<>();
    for (MccEntry entry : mccs) {
      if (!entries.add(entry.mcc() + entry.from())) {
        throw new IllegalArgumentException("mcc " + entry.mcc() + " has two classes from one day");
      }
    }
  }

  private static void refuseTwice(Set<String> ids, String id) {
    if (!ids.add(id)) {
      throw new IllegalArgumentException("fee rule id " + id + " is there twice");
    }
  }

  static void refuseContradictions(String where, List<FeeRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      for (int j = i + 1; j < rules.size(); j++) {
        if (rules.get(i).contradicts(rules.get(j))) {
          throw new IllegalArgumentException(
              where
                  + ": "
                  + rules.get(i).id()
                  + " and "
                  + rules.get(j).id()
                  + " hold for the same product and class at the same time");
        }
      }
    }
  }
}
